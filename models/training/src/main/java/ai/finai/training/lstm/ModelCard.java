package ai.finai.training.lstm;

import ai.finai.models.contract.StepContract;
import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a person must know before a model is used. After Mitchell et al., Model Cards for Model Reporting (2019).
 */
final class ModelCard {

    private ModelCard() {}

    /** Markdown. The same model and data give the same card. */
    static String of(
            StepContract contract, TrainedLstm trained, LabelledPostings data, TimeSplit split, String sha256) {
        return String.join(
                "\n",
                "# " + contract.name() + ' ' + contract.version(),
                "",
                "An LSTM that reads each account's postings in order and gives every posting the probability that it is"
                        + " part of laundering. `model.onnx` has sha256 `" + sha256 + "`.",
                "",
                purpose(),
                data(contract, data, split),
                training(trained),
                metrics(contract),
                threshold(trained),
                limits(),
                fairness(contract),
                inputs(contract));
    }

    private static String purpose() {
        return """
                ## What it is for
                To rank postings for people: its score stands on alerts and decides which of them a compliance officer \
                sees first. A person reviews every alert before anything follows from it.

                **Not for** refusing, holding or reporting a payment automatically, closing or pricing an account, or any \
                other decision about a person without a person. A score is no proof and no suspicion by itself. Nor for \
                postings of kinds that its training data did not have.
                """;
    }

    private static String data(StepContract contract, LabelledPostings data, TimeSplit split) {
        return "## Data\n"
                + String.format(
                        Locale.ROOT,
                        "%,d postings of %,d accounts, %s to %s, amounts in %s; sha256 `%s`. Kinds of laundering that are"
                                + " labelled: %s. Cut at points in time, with postings left out between the parts:%n%n",
                        data.size(),
                        data.accounts(),
                        day(data, 0),
                        day(data, data.size() - 1),
                        contract.baseCurrency(),
                        contract.trainingData(),
                        data.typologies().isEmpty() ? "none" : String.join(", ", data.typologies()))
                + "| part | from | to | postings | laundering |\n|---|---|---|---:|---:|\n"
                + part("training", data, 0, split.train())
                + part("validation", data, split.validationFrom(), split.validationUntil())
                + part("test", data, split.testFrom(), data.size());
    }

    private static String part(String name, LabelledPostings data, int from, int until) {
        int laundering = 0;
        for (int row = from; row < until; row++) {
            laundering += data.laundering(row) ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %,d | %,d |%n",
                name,
                day(data, from),
                day(data, until - 1),
                until - from,
                laundering);
    }

    private static String day(LabelledPostings data, int row) {
        return Instant.ofEpochMilli(data.time(row))
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }

    private static String training(TrainedLstm trained) {
        LstmSettings settings = trained.settings();
        return String.format(
                Locale.ROOT,
                """

                ## How it was trained
                One LSTM layer of %d units%s on %d scaled features and %d stretches of them, cut where laundering \
                becomes more or less frequent in the training part; by truncated back-propagation over %d postings with \
                each account's state carried on, a running mean of the weights; AdamW (learning rate %s, weight decay %s, dropout %s, gradients clipped \
                to a norm of %s); cross entropy in which laundering counts %s times%s; at most %,d postings of one account \
                an epoch. %d epochs, the weights of epoch %d taken, as its area under precision and recall was the largest \
                on the validation part. Scores are made probabilities there too (Platt). Seed %d, %d thread%s: the same \
                data and settings give the same weights on the same kind of machine.
                """,
                settings.hidden(),
                settings.head() > 0 ? " and " + settings.head() + " rectified ones" : "",
                settings.features().size(),
                trained.network().scaling().width() - settings.features().size(),
                settings.steps(),
                settings.learningRate(),
                settings.weightDecay(),
                settings.dropout(),
                settings.clip(),
                settings.objective().positiveWeight(),
                settings.objective().focus() > 0
                        ? ", with a focus of " + settings.objective().focus()
                        : "",
                settings.longest(),
                trained.epochs(),
                trained.bestEpoch(),
                settings.seed(),
                settings.threads(),
                settings.threads() == 1 ? "" : "s");
    }

    private static String metrics(StepContract contract) {
        StringBuilder text = new StringBuilder("## Measured\n| metric | value |\n|---|---:|\n");
        for (Map.Entry<String, Double> metric : new TreeMap<>(contract.metrics()).entrySet()) {
            text.append(String.format(Locale.ROOT, "| %s | %.4f |%n", metric.getKey(), metric.getValue()));
        }
        return text + """

                Metrics that begin with `validation` are of the part that decided when to stop, and therefore flatter it; \
                compare models by those of the test part.
                """;
    }

    private static String threshold(TrainedLstm trained) {
        return String.format(
                Locale.ROOT, """
                ## Threshold
                %.6f: the lowest score that no more than %s %% of the validation's postings reached. It follows from how \
                many alerts people can look at, not from what a missed case costs; choose your own where you know more.
                """, trained.threshold(), trained.settings().alertShare() * 100);
    }

    private static String limits() {
        return """
                ## Limits
                - It knows the laundering that was labelled. What nobody found, it was taught to be ordinary.
                - Where the training data was generated, its figures say how well it learnt the generator, not how well it \
                will do at a bank: train and measure it on your own labelled postings before you rely on it.
                - An account's first postings are scored from an empty state: less is known, and scores are less sure.
                - It sees one account at a time. A scheme that looks ordinary in each of its accounts escapes it.
                - Behaviour drifts, and launderers adapt. Watch the drift metrics, and train again.
                - Probabilities are calibrated to how frequent laundering was in the validation part.
                """;
    }

    private static String fairness(StepContract contract) {
        boolean border = contract.features().contains(Feature.CROSS_BORDER);
        return """
                ## Fairness
                No name, address, nationality, age, gender or other personal field reaches the model, and neither country nor \
                currency does as such. Some inputs can still stand in for them:
                """
                + (border
                        ? "- `cross_border` is 1 where the two sides' countries differ: people with family, work or savings"
                                + " abroad have more of it.\n"
                        : "")
                + """
                - Amounts are in the base currency: prices and wages differ between countries.
                - Cash, hours and weekdays go with occupation, religion and income.

                Before use, compare the share of false alerts between groups that the law protects, where they may be known, \
                and between countries, currencies and kinds of customer; and have officers say why they dismiss alerts.
                """;
    }

    private static String inputs(StepContract contract) {
        StringBuilder text = new StringBuilder("## Inputs\n| feature | unit | what it is |\n|---|---|---|\n");
        for (Feature feature : contract.features()) {
            text.append("| `" + feature.title() + "` | " + feature.unit() + " | " + feature.description() + " |\n");
        }
        return text.toString();
    }
}
