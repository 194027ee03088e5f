package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.Figures;
import ai.finai.cli.FileProblems;
import ai.finai.jobs.Release;
import ai.finai.models.ModelFile;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import ai.finai.training.lstm.Ablation;
import ai.finai.training.lstm.DivergedException;
import ai.finai.training.lstm.LstmSettings;
import ai.finai.training.lstm.LstmTraining;
import ai.finai.training.lstm.ModelFolder;
import ai.finai.training.lstm.ModelIdentity;
import ai.finai.training.lstm.OtherTrainingException;
import ai.finai.training.lstm.TrainedLstm;
import ai.finai.training.lstm.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The account LSTM, trained and not yet judged: the one place where the laboratory meets how it is trained. */
final class AccountLstm {

    /** What tuning and ablation found, in the output folder. */
    static final String TUNING = "tuning.md";

    static final String ABLATION = "ablation.md";

    private static final int ABLATION_SEEDS = 1;

    private final TrainedLstm trained;
    private final LabelledPostings data;
    private final TimeSplit split;
    private final ModelIdentity identity;

    private AccountLstm(TrainedLstm trained, LabelledPostings data, TimeSplit split, ModelIdentity identity) {
        this.trained = trained;
        this.data = data;
        this.split = split;
        this.identity = identity;
    }

    /**
     * How it is trained, as far as the command line says.
     *
     * @param name of the model
     * @param version of the model
     * @param baseCurrency of the features
     * @param seed of everything that is drawn at random
     * @param tune settings that are tried before; 0 for none
     * @param anew whether another training's checkpoint in the output folder is forgotten
     * @param ablate whether it is also trained without each group of features, to see what the group is worth
     * @param hidden units of the LSTM; null for the default, as with those below
     * @param epochs at most
     * @param threads of PyTorch
     */
    record Settings(
            String name,
            String version,
            String baseCurrency,
            long seed,
            int tune,
            boolean anew,
            boolean ablate,
            @Nullable Integer hidden,
            @Nullable Integer epochs,
            @Nullable Integer threads) {

        /** @throws CommandFailed if one is out of its range */
        void check() {
            try {
                lstmSettings(this);
            } catch (IllegalArgumentException e) {
                throw CommandFailed.usage("--" + e.getMessage(), e);
            }
        }
    }

    /**
     * Trains.
     *
     * @param output folder for checkpoints and what tuning and ablation found
     * @param progress is told of each epoch
     * @throws CommandFailed if the data or the settings do not do
     */
    static AccountLstm train(
            LabelledPostings data, TimeSplit split, Settings settings, Path output, Progress progress) {
        System.setProperty("ai.djl.offline", "true"); // PyTorch comes with the module: nothing is fetched
        System.setProperty("OPT_OUT_TRACKING", "true");
        try {
            Files.createDirectories(output);
            LstmSettings chosen = lstmSettings(settings);
            if (settings.anew()) {
                LstmTraining.forget(output);
            }
            LstmTraining.check(data, split, chosen, output, settings.tune() > 0);
            if (settings.tune() > 0) {
                chosen = tuned(data, split, chosen, settings.tune(), output, progress);
            }
            TrainedLstm trained = train(data, split, chosen, output, progress);
            if (settings.ablate()) {
                ablate(data, split, chosen, output, progress);
            }
            return new AccountLstm(
                    trained,
                    data,
                    split,
                    new ModelIdentity(settings.name(), settings.version(), settings.baseCurrency(), Release.VERSION));
        } catch (OtherTrainingException e) {
            String reached = e.epochs() == 0 ? "" : ", after epoch " + e.epochs();
            throw CommandFailed.usage(
                    "--output " + output + " holds the checkpoint of another training" + reached + ": "
                            + String.join("; ", e.differences())
                            + ". Give the same options to go on with it, name another folder, or add --anew to lose it",
                    e);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        } catch (DivergedException e) {
            throw CommandFailed.failed(e.getMessage() + "; try another --seed", e);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(output, e), e);
        }
    }

    private static TrainedLstm train(
            LabelledPostings data, TimeSplit split, LstmSettings settings, Path output, Progress progress)
            throws IOException {
        try (Interruption interruption =
                Interruption.watching(progress.err(), "stopped before an epoch had ended: nothing is kept")) {
            return LstmTraining.train(data, split, settings, output, epochs(progress, interruption));
        }
    }

    private static LstmSettings lstmSettings(Settings settings) {
        LstmSettings.Builder builder = LstmSettings.defaults().toBuilder().seed(settings.seed());
        if (settings.hidden() != null) {
            builder.hidden(settings.hidden());
        }
        if (settings.epochs() != null) {
            builder.epochs(settings.epochs());
        }
        if (settings.threads() != null) {
            builder.threads(settings.threads());
        }
        return builder.build();
    }

    private static LstmSettings tuned(
            LabelledPostings data, TimeSplit split, LstmSettings base, int trials, Path output, Progress progress)
            throws IOException {
        int[] done = {0};
        List<Tuning.Trial> found = Tuning.search(data, split, base, trials, base.seed(), trial -> {
            done[0]++;
            progress.line("trial %d of %d: validation PR-AUC %.4f", done[0], trials, trial.area());
        });
        Files.writeString(output.resolve(TUNING), Tuning.table(found));
        return found.get(0).settings();
    }

    private static void ablate(
            LabelledPostings data, TimeSplit split, LstmSettings settings, Path output, Progress progress)
            throws IOException {
        Ablation.Result result = Ablation.run(
                data,
                split,
                settings,
                ABLATION_SEEDS,
                without -> progress.line(
                        "without %s: validation PR-AUC %.4f, %.4f lost",
                        without.group().name().toLowerCase(Locale.ROOT), without.area(), without.lost()));
        Files.writeString(output.resolve(ABLATION), result.table());
    }

    private static ai.finai.training.lstm.Progress epochs(Progress progress, Interruption interruption) {
        return new ai.finai.training.lstm.Progress() {
            @Override
            public void epoch(Epoch epoch) {
                interruption.leaves(stopped(epoch.number()));
                progress.line(
                        "epoch %d of at most %d: loss %.5f, validation PR-AUC %.4f%s, at most %s left",
                        epoch.number(),
                        epoch.most(),
                        epoch.loss(),
                        epoch.validation(),
                        epoch.best() ? " (best)" : "",
                        Figures.elapsed(epoch.left()));
            }

            @Override
            public void resumed(int epochs) {
                interruption.leaves(stopped(epochs));
                progress.line("going on after %s", Figures.count(epochs, "epoch"));
            }
        };
    }

    static String stopped(int epoch) {
        return "stopped after epoch " + epoch + "; the same command goes on from there";
    }

    /**
     * Writes {@code model.onnx}, {@code card.md} and {@code manifest.json}, replacing those that are there. Its scores do not
     * depend on the metrics.
     *
     * @param metrics measured on the test part, by name; empty while there are none
     */
    ModelFile write(Path folder, Map<String, Double> metrics) throws IOException {
        return ModelFolder.write(folder, trained, identity, metrics, data, split);
    }
}
