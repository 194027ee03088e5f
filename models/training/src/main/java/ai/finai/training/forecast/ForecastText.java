package ai.finai.training.forecast;

import ai.finai.training.forecast.ForecastEvaluation.Coverage;
import ai.finai.training.forecast.ForecastEvaluation.FoldFigures;
import ai.finai.training.forecast.ForecastEvaluation.IntervalFigures;
import ai.finai.training.forecast.ForecastEvaluation.PointFigures;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An evaluation as plain text, for a terminal of 110 columns. */
public final class ForecastText {

    private final StringBuilder text = new StringBuilder();

    private ForecastText() {}

    public static String of(ForecastEvaluation evaluation) {
        ForecastText text = new ForecastText();
        text.data(evaluation);
        text.folds(evaluation.folds());
        text.points(evaluation);
        text.intervals(evaluation);
        text.verdict(evaluation);
        return text.text.toString();
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append('\n');
    }

    private void data(ForecastEvaluation evaluation) {
        ForecastEvaluation.Judged data = evaluation.data();
        line(
                "%,d forecasts of %,d symbols at %,d times, %s to %s; errors and losses in basis points",
                data.forecasts(), data.symbols(), data.times(), day(data.from()), day(data.until()));
    }

    private void folds(List<FoldFigures> folds) {
        line("");
        line("%-26s %10s %7s %10s %9s %12s", "fold", "trained on", "epochs", "forecasts", "pinball", "EWMA normal");
        for (FoldFigures fold : folds) {
            line(
                    "%-26s %10s %7s %,10d %9.3f %12.3f",
                    day(fold.from()) + " - " + day(fold.until()),
                    fold.epochs() == 0 ? "-" : String.format(Locale.ROOT, "%,d", fold.trained()),
                    fold.epochs() == 0 ? "-" : fold.epochs(),
                    fold.forecasts(),
                    fold.pinball(),
                    fold.naivePinball());
        }
    }

    private void points(ForecastEvaluation evaluation) {
        line("");
        line(
                "%-16s %9s %9s   %-22s %-22s %s",
                "point forecast", "RMSE", "MAE", "DM, squared", "DM, absolute", "symbols");
        for (PointFigures point : evaluation.points()) {
            line(
                    "%-16s %9.3f %9.3f   %-22s %-22s %s",
                    point.name(),
                    point.rootMeanSquare(),
                    point.meanAbsolute(),
                    test(point.squared()),
                    test(point.absolute()),
                    point.squared() == null ? "" : counts(point.better(), point.worse()));
        }
    }

    private void intervals(ForecastEvaluation evaluation) {
        line("");
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-16s %9s", "interval", "pinball"));
        for (Coverage coverage : evaluation.intervals().get(0).coverage()) {
            head.append(String.format(Locale.ROOT, " %14s", "within " + Math.round(coverage.expected() * 100) + " %"));
        }
        line("%s   %-22s %s", head, "DM, pinball", "symbols");
        for (IntervalFigures interval : evaluation.intervals()) {
            StringBuilder row =
                    new StringBuilder(String.format(Locale.ROOT, "%-16s %9.3f", interval.name(), interval.pinball()));
            for (Coverage coverage : interval.coverage()) {
                row.append(String.format(Locale.ROOT, " %7.2f %% %4.0f", 100 * coverage.found(), coverage.width()));
            }
            line(
                    "%s   %-22s %s",
                    row,
                    test(interval.test()),
                    interval.test() == null ? "" : counts(interval.better(), interval.worse()));
        }
        line("");
        line(
                "within: share of returns inside the interval, and its mean width. DM: the model against that forecast, the");
        line(
                "mean over symbols at one time counting once; below 0 the model is better. symbols: for how many, each by");
        line("itself, it is better or worse by more than chance (p < 0.05, of which one in twenty comes by chance).");
    }

    private void verdict(ForecastEvaluation evaluation) {
        line("");
        PointFigures unchanged = evaluation.points().get(1);
        IntervalFigures naive = evaluation.intervals().get(1);
        line("point:    %s", verdict(unchanged.squared(), "the last price"));
        line("interval: %s", verdict(naive.test(), naive.name()));
        IntervalFigures history = evaluation.intervals().get(2);
        line("          %s", verdict(history.test(), history.name()));
    }

    private static String verdict(@Nullable DieboldMariano test, String other) {
        if (test == null) {
            return "not compared with " + other;
        }
        return (test.better() ? "better than " : test.worse() ? "worse than " : "no better than ")
                + other
                + String.format(Locale.ROOT, " (p = %.4f)", test.pValue());
    }

    private static String test(@Nullable DieboldMariano test) {
        return test == null ? "" : String.format(Locale.ROOT, "%+.2f (p = %.4f)", test.statistic(), test.pValue());
    }

    private static String counts(int better, int worse) {
        return better + " better, " + worse + " worse";
    }

    private static String day(long time) {
        return Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
