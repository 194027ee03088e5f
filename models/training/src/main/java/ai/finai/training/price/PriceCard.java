package ai.finai.training.price;

import ai.finai.models.contract.WindowContract;
import ai.finai.models.market.MarketFeature;
import ai.finai.training.forecast.ForecastEvaluation;
import ai.finai.training.forecast.ForecastText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a person must know of a price model before it is used, as Markdown. The same model gives the same card. */
final class PriceCard {

    private PriceCard() {}

    static String of(PriceModel model, WindowContract contract, ForecastEvaluation evaluation) {
        return String.join(
                "\n",
                "# " + contract.name() + ' ' + contract.version(),
                "",
                "An LSTM that reads a symbol's last " + contract.length()
                        + " bars and gives quantiles of the next bar's" + " log return. `model.onnx` has sha256 `"
                        + model.file().sha256() + "`.",
                "",
                PURPOSE,
                data(model),
                training(model),
                "## Measured, walking forward",
                "Each fold was foretold by a network trained on what lies before it alone. The model in the file was then"
                        + " trained on everything, so nothing is left to judge it on: these figures are of its"
                        + " predecessors, made in the same way.",
                "",
                "```",
                ForecastText.of(evaluation).strip(),
                "```",
                "",
                LIMITS,
                inputs(contract));
    }

    private static final String PURPOSE = """
            ## What it is for
            To say how far the next bar may go, so that a move far outside is a surprise worth an alert. A person looks at \
            every alert before anything follows from it.

            **Not for** trading, or for saying whether a price will rise: its middle quantile is no better than the last \
            price unless the figures below say so. Nor for bars of another length than it was trained on.
            """;

    private static final String LIMITS = """
            ## Limits
            - Only the symbols in its files: where those that failed are missing, the worst days are missing with them.
            - It sees bars and nothing else. News, earnings days, holidays and other symbols are unknown to it.
            - A calm or wild time unlike those that it was trained on is judged as those were.
            - A bar's quantiles follow what was known before it: the first day of a storm is outside, which is what an alert \
            is for, and the coverage above is a mean over calm and storm.
            """;

    private static String data(PriceModel model) {
        PriceSamples samples = model.samples();
        Fold fold = model.fold();
        return String.format(
                Locale.ROOT,
                """
                ## Data
                %,d windows of %,d symbols, foretelling bars from %s to %s; sha256 of the bars `%s`. Trained on the first \
                %,d windows; the last %,d said when to stop.
                """,
                samples.size(),
                samples.symbols(),
                day(samples.time(0)),
                day(samples.time(samples.size() - 1)),
                samples.sha256(),
                fold.train(),
                fold.validationUntil() - fold.validationFrom());
    }

    private static String day(long time) {
        return Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String training(PriceModel model) {
        PriceSettings settings = model.settings();
        return String.format(
                Locale.ROOT,
                """
                ## How it was trained
                Two LSTM layers of %d units, %d rectified ones, and steps that add up to the quantiles, so that none crosses \
                another. A window is scaled by the volatility of its own last bar, in the graph, and the quantiles are \
                multiplied by it: one model serves calm and wild symbols. Pinball loss in units of that volatility; AdamW \
                (learning rate %s, weight decay %s, gradients clipped to a norm of %s), %d windows a step, %,d an epoch; a \
                running mean of the weights. The weights of epoch %d were taken, as their loss on the validation part, \
                %.5f, was the least. Seed %d, %d thread%s: the same data and settings give the same weights on the same \
                kind of machine.
                """,
                settings.hidden(),
                settings.dense(),
                settings.learningRate(),
                settings.weightDecay(),
                settings.clip(),
                settings.batch(),
                settings.windows(),
                model.epochs(),
                model.validation(),
                settings.seed(),
                settings.threads(),
                settings.threads() == 1 ? "" : "s");
    }

    private static String inputs(WindowContract contract) {
        return "## Inputs\n"
                + contract.features().stream()
                        .map(PriceCard::line)
                        .collect(Collectors.joining(
                                "\n", "| feature of a bar | unit | what it is |\n|---|---|---|\n", "\n"));
    }

    private static String line(MarketFeature feature) {
        return "| " + feature.title() + " | " + feature.unit() + " | " + feature.description() + " |";
    }
}
