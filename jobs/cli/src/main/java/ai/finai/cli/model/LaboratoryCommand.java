package ai.finai.cli.model;

import ai.finai.cli.CommandFailed;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stands for what the {@code finai} script starts from the laboratory's module, which is built only then. */
abstract class LaboratoryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ARGUMENT",
            arity = "0..*",
            description = "As ./finai model train --help and the like list them, in the source folder.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        throw CommandFailed.missing(
                spec.qualifiedName() + " is in the laboratory, a module of its own: use ./finai in the source folder");
    }

    @Command(name = "train", description = "Trains a model on labelled payments or on prices, and judges it.")
    static final class Train extends LaboratoryCommand {}

    @Command(name = "evaluate", description = "Judges a model on labelled payments or on prices, beside baselines.")
    static final class Evaluate extends LaboratoryCommand {}

    @Command(name = "features", description = "Writes the features of labelled payments, or says what they are.")
    static final class Features extends LaboratoryCommand {}
}
