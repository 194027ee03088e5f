package ai.finai.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stands for what the {@code finai} script starts from the benchmarks' module, which is built only then. */
@Command(
        name = "chaos",
        description =
                "Kills and disturbs what the jobs run on while records come, and shows that nothing was lost or doubled.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai chaos --help                     its options",
            "  finai chaos                            ten faults, both jobs",
            "  finai chaos --only taskmanager-killed  one kind of fault"
        })
final class ChaosCommand implements Callable<Integer> {

    @Parameters(paramLabel = "OPTION", arity = "0..*", description = "See ./finai chaos --help.")
    private String[] options = {};

    @Override
    public Integer call() {
        throw CommandFailed.missing(
                "the clusters are of a module of their own: use ./finai chaos in the source folder");
    }
}
