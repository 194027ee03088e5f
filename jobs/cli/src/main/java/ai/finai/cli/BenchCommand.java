package ai.finai.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stands for what the {@code finai} script starts from the benchmarks' module, which is built only then. */
@Command(
        name = "bench",
        description = "Measures speed on this machine. Without a name: which measurements there are.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai bench           the names of the measurements",
            "  finai bench pipeline  the whole job, from topic to committed sinks",
            "  finai bench rules     the rule matcher against stock Flink CEP"
        })
final class BenchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which measurement.")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", arity = "0..*", description = "Arguments of the measurement.")
    private String[] arguments = {};

    @Override
    public Integer call() {
        throw CommandFailed.missing("the benchmarks are a module of their own: use ./finai bench in the source folder");
    }
}
