package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.models.ModelFile;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The account LSTM, trained and not yet judged: the one place where the laboratory meets how it is trained. */
interface AccountLstm {

    /**
     * How it is trained, as far as the command line says.
     *
     * @param version of the model
     * @param baseCurrency of the features
     * @param seed of everything that is drawn at random
     * @param tune settings that are tried before; 0 for none
     * @param ablate whether it is also trained without each group of features, to see what the group is worth
     * @param hidden units of the LSTM; null for the default, as with those below
     * @param epochs at most
     * @param threads of PyTorch
     */
    record Settings(
            String version,
            String baseCurrency,
            long seed,
            int tune,
            boolean ablate,
            @Nullable Integer hidden,
            @Nullable Integer epochs,
            @Nullable Integer threads) {}

    /**
     * Trains.
     *
     * @param output folder for checkpoints and what tuning and ablation found
     * @param progress is told of each epoch
     * @throws CommandFailed if the data or the settings do not do
     */
    static AccountLstm train(LabelledPostings data, TimeSplit split, Settings settings, Path output, Progress progress)
            throws IOException {
        // SEAM: ai.finai.training.lstm.LstmTraining.train goes here.
        throw CommandFailed.missing("this build has no training of the account LSTM");
    }

    /**
     * Writes {@code model.onnx}, {@code card.md} and {@code manifest.json}, replacing those that are there. Its scores do not
     * depend on the metrics.
     *
     * @param metrics measured on the test part, by name; empty while there are none
     */
    ModelFile write(Path folder, Map<String, Double> metrics) throws IOException;
}
