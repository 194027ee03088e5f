package ai.finai.bench;

import ai.finai.bench.market.MarketBenchmark;
import ai.finai.bench.pipeline.PipelineBenchmark;
import ai.finai.bench.scoring.ScoringBenchmark;
import ai.finai.bench.state.StateBenchmark;
import ai.finai.cli.Finai;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What {@code ./finai bench} runs: a subcommand a measurement. */
@Command(
        name = "finai bench",
        description = "Measures speed on this machine. Figures depend on it and on what else runs; ratios less so.",
        mixinStandardHelpOptions = true,
        subcommands = {
            GeneratorBenchmark.class,
            MarketBenchmark.class,
            PipelineBenchmark.class,
            ProfileBenchmark.class,
            RuleMatching.class,
            ScoringBenchmark.class,
            StateBenchmark.class
        })
public final class Bench implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(Finai.behaving(new CommandLine(new Bench())).execute(arguments));
    }

    /** Without a name: which measurements there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
