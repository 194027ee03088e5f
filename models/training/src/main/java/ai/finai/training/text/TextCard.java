package ai.finai.training.text;

import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.training.headlines.ClassFigures;
import ai.finai.training.headlines.TextEvaluation;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a person must know before a classifier of headlines is used. After Mitchell et al., Model Cards for Model Reporting
 * (2019).
 */
public final class TextCard {

    private TextCard() {}

    /**
     * Markdown. The same classifier and figures give the same card.
     *
     * @param train headlines that trained
     * @param validation headlines that decided when to stop
     */
    public static String of(
            TrainedText trained, TextExport.Exported exported, int train, int validation, TextEvaluation evaluation) {
        return String.join(
                "\n",
                "# " + evaluation.about().getOrDefault("model", "").split(",", 2)[0],
                "",
                "A network that reads a financial headline and gives the probability that it is negative, neutral and"
                        + " positive for what it speaks of. `model.onnx` has sha256 `"
                        + exported.file().sha256() + "`, and is of no use without the `" + TextExport.VOCABULARY
                        + "` beside it.",
                "",
                purpose(),
                data(train, validation, evaluation),
                training(trained, exported),
                measured(evaluation),
                limits());
    }

    private static String purpose() {
        return """
                ## What it is for
                To sort news for people, and to be put beside prices: how good or bad the headlines about a company are, \
                and whether a move has news that explains it.

                **Not for** trading without a person, advice to anyone, or judging people. A headline's tone is not \
                whether what it says is true, and not what a price will do.
                """;
    }

    private static String data(int train, int validation, TextEvaluation evaluation) {
        StringBuilder text = new StringBuilder("## Data\n")
                .append(String.format(
                        Locale.ROOT,
                        "Trained on %s: %,d headlines to fit the weights and %,d to decide when to stop. Judged on headlines"
                                + " of which no near duplicate was in either:%n%n",
                        evaluation.about().getOrDefault("trained on", ""),
                        train,
                        validation))
                .append("| set | negative | neutral | positive |\n|---|---:|---:|---:|\n");
        for (TextEvaluation.TestSet set : evaluation.sets()) {
            Map<Sentiment, Integer> counts = set.headlines();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d |%n",
                    set.name(),
                    counts.getOrDefault(Sentiment.NEGATIVE, 0),
                    counts.getOrDefault(Sentiment.NEUTRAL, 0),
                    counts.getOrDefault(Sentiment.POSITIVE, 0)));
        }
        return text.toString();
    }

    private static String training(TrainedText trained, TextExport.Exported exported) {
        TextSettings settings = trained.settings();
        return String.format(
                Locale.ROOT,
                """
                ## How it was trained
                A vocabulary of %,d pieces was learnt from the training part. %d networks%s, each: embeddings of %d \
                numbers, which in training are sums over the piece and its runs of 3 to 5 characters (%,d buckets); %d filters each \
                for 1 to %d pieces in a row, of which the largest response counts; these and the mean embedding weighed \
                for each class. Adam with decoupled decay (learning rate %s falling to 0, decay %s), batches of %d, dropout %s, \
                pieces made unknown %s, names of companies exchanged with probability %s, labels smoothed by %s; at most \
                %d epochs, each network as it was when the validation part was judged best. The networks' mean logits \
                are divided by %.2f, which made the validation part likeliest. Seed %d, %d thread%s: the same headlines and \
                settings give the same weights on the same kind of machine. Probabilities of the file differ from \
                PyTorch's by at most %.1e.
                """,
                trained.tokenizer().vocabulary().size(),
                settings.members(),
                settings.specialists() == 0
                        ? ""
                        : ", the last %d of them fitted to headlines of the first set alone"
                                .formatted(settings.specialists()),
                settings.width(),
                settings.buckets(),
                settings.filters(),
                settings.reach(),
                settings.learningRate(),
                settings.weightDecay(),
                settings.batch(),
                settings.dropout(),
                settings.pieceDropout(),
                settings.swap(),
                settings.smoothing(),
                settings.epochs(),
                trained.temperature(),
                settings.seed(),
                settings.threads(),
                settings.threads() == 1 ? "" : "s",
                exported.difference());
    }

    private static String measured(TextEvaluation evaluation) {
        StringBuilder text = new StringBuilder("## Measured\n");
        for (TextEvaluation.TestSet set : evaluation.sets()) {
            text.append("\n**" + set.name() + "**\n\n")
                    .append("| classifier | accuracy | 95 % | macro-F1 | 95 % | calibration error | Brier |\n")
                    .append("|---|---:|---|---:|---|---:|---:|\n");
            for (TextEvaluation.Judged judged : set.judged()) {
                ClassFigures figures = judged.figures();
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %.3f | %.3f to %.3f | %.3f | %.3f to %.3f | %.3f | %.3f |%n",
                        judged.name(),
                        figures.accuracy(),
                        figures.accuracyInterval().lower(),
                        figures.accuracyInterval().upper(),
                        figures.macroF1(),
                        figures.macroF1Interval().lower(),
                        figures.macroF1Interval().upper(),
                        figures.calibrationError(),
                        figures.brier()));
            }
            text.append('\n').append(confusion(set.judged().get(0)));
        }
        return text.append("""

                Accuracy: share whose likeliest class is the person's. Macro-F1: mean of the classes' F1. Calibration error: \
                how far confidence is from the share that is right, mean over 15 bins. Brier: squared differences to the \
                truth, summed over the classes, from 0 to 2. Intervals: headlines drawn anew 1,000 times.
                """).toString();
    }

    private static String confusion(TextEvaluation.Judged judged) {
        StringBuilder text = new StringBuilder(
                        "| " + judged.name() + " | says negative | neutral | positive | recall |\n")
                .append("|---|---:|---:|---:|---:|\n");
        for (Sentiment sentiment : Sentiment.values()) {
            List<Integer> row = judged.figures().confusion().get(sentiment.ordinal());
            text.append(String.format(
                    Locale.ROOT,
                    "| is %s | %,d | %,d | %,d | %.3f |%n",
                    sentiment.code(),
                    row.get(0),
                    row.get(1),
                    row.get(2),
                    judged.figures().recall(sentiment)));
        }
        return text.toString();
    }

    private static String limits() {
        return """
                ## Limits
                - It knows the words and the events of the headlines it was trained on. On another kind of text it is \
                worse: see the sets above that are not its own, and judge it on headlines of yours.
                - One judgement a headline. Where a headline is good for one company and bad for another, it can only be \
                wrong for one of them; such headlines are not in the figures.
                - What it was taught is what annotators thought. They do not agree on every headline: no classifier comes to 1.
                - English only. Texts of other scripts become unknown pieces, and what is said of them means nothing.
                - It reads the first pieces of a text, as many as the contract says; what follows is not seen.
                - Whoever writes headlines can write them for it: a figure that money hangs on needs a person.
                """;
    }
}
