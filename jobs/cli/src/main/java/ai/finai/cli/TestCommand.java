package ai.finai.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stands for what the {@code finai} script does with Maven, so that it is found and explained. */
@Command(
        name = "test",
        description = {
            "Runs the tests: all of them but the failure matrices, in at most 12 minutes on two cores.",
            "",
            "Builds first. Ends with Maven's summary and a line with how many passed, failed and were skipped."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai test                        what each change must pass",
            "  finai test --all                  with every failure matrix, at most 70 minutes",
            "  finai test -Dtest='Structuring*'  some test classes",
            "  finai test -pl events             one module"
        })
final class TestCommand implements Callable<Integer> {

    @Option(names = "--all", description = "Every failure matrix too.")
    private boolean all;

    @Parameters(paramLabel = "MAVEN_OPTION", arity = "0..*", description = "Given to Maven as it stands.")
    private String[] mavenOptions = {};

    @Override
    public Integer call() {
        throw CommandFailed.missing("the tests are run by Maven: use ./finai test in the source folder");
    }
}
