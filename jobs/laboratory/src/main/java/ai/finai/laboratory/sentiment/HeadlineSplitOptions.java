package ai.finai.laboratory.sentiment;

import ai.finai.cli.CommandFailed;
import ai.finai.training.headlines.HeadlineSplit;
import picocli.CommandLine.Option;

/** How headlines are cut. The same options cut the same file alike, for training and for evaluation. */
final class HeadlineSplitOptions {

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Share of the headlines that decides when training stops. Default: ${DEFAULT-VALUE}.")
    private double validation;

    @Option(
            names = "--test",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Share of the headlines that nothing is trained on. Default: ${DEFAULT-VALUE}.")
    private double test;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything that is drawn at random, the cut too. Default: ${DEFAULT-VALUE}.")
    private long seed;

    long seed() {
        return seed;
    }

    /** @throws CommandFailed if the headlines cannot be cut like this */
    HeadlineSplit split(HeadlineFile file) {
        try {
            return HeadlineSplit.of(file.headlines(), validation, test, seed);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(file.name() + ": " + e.getMessage() + " (--validation, --test)", e);
        }
    }
}
