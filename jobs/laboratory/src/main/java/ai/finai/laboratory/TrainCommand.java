package ai.finai.laboratory;

import ai.finai.laboratory.prices.TrainPricesCommand;
import ai.finai.laboratory.sentiment.TrainSentimentCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code finai model train}: a command for each model. */
@Command(
        name = "train",
        description = "Trains a model on labelled data, and judges it on what it has not seen.",
        synopsisSubcommandLabel = "MODEL",
        commandListHeading = "%nModels:%n",
        subcommands = {TrainAccountLstmCommand.class, TrainPricesCommand.class, TrainSentimentCommand.class})
final class TrainCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
