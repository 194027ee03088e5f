package ai.finai.bench.market;

import ai.finai.bench.Measured;
import ai.finai.events.market.NewsItem;
import ai.finai.generator.market.Market;
import ai.finai.generator.market.MarketSettings;
import ai.finai.models.TextModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Headlines through the stage that reads their sentiment, beside the same batches in ONNX Runtime alone. */
final class HeadlineBenchmark {

    /**
     * Nanoseconds of CPU a headline, medians.
     *
     * @param atOnce how many are read at once, at most
     * @param stage the operator in a job
     * @param raw the model alone, on the same batches
     */
    record Cost(int atOnce, double stage, double raw) {

        /** The stage as a multiple of the model alone. */
        double ratio() {
            return stage / raw;
        }
    }

    /**
     * What was measured.
     *
     * @param costs of headlines one by one, and of batches
     * @param row the model alone on each headline in a row of its own, as long as it is
     */
    record Result(List<Cost> costs, double row) {}

    private static final int[] AT_ONCE = {1, 8, TextModel.LARGEST_BATCH};

    private HeadlineBenchmark() {}

    static Result measure(MarketRun run, int count, int rounds) throws Exception {
        NewsItem[] news = news(count);
        List<String> headlines = Arrays.stream(news).map(NewsItem::headline).toList();
        double[][] stage = new double[AT_ONCE.length][rounds];
        double[][] raw = new double[AT_ONCE.length][rounds];
        double[] row = new double[rounds];
        List<RawClassifier.Prepared> rows = RawClassifier.rows(headlines);
        List<List<RawClassifier.Prepared>> batches = new ArrayList<>();
        for (int atOnce : AT_ONCE) {
            batches.add(RawClassifier.batches(headlines, atOnce));
        }
        try (RawClassifier classifier = new RawClassifier()) {
            for (int round = -1; round < rounds; round++) {
                for (int i = 0; i < AT_ONCE.length; i++) {
                    double whole = run.cpuNanosAHeadline(news, AT_ONCE[i]);
                    double alone = cpuNanos(classifier, batches.get(i)) / count;
                    if (round >= 0) {
                        stage[i][round] = whole;
                        raw[i][round] = alone;
                    }
                }
                double alone = cpuNanos(classifier, rows) / count;
                if (round >= 0) {
                    row[round] = alone;
                }
            }
        }
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < AT_ONCE.length; i++) {
            costs.add(new Cost(AT_ONCE[i], median(stage[i]), median(raw[i])));
        }
        return new Result(costs, median(row));
    }

    private static double cpuNanos(RawClassifier classifier, List<RawClassifier.Prepared> batches) throws Exception {
        Measured.begin();
        classifier.run(batches);
        Measured.end();
        return Measured.cpuNanos();
    }

    static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Of the generator's market, with as many headlines as it makes and few bars. */
    private static NewsItem[] news(int count) {
        List<NewsItem> news = new ArrayList<>(count);
        Market market = Market.of(new MarketSettings(
                2_000,
                365,
                1,
                MarketSettings.DEFAULT_START,
                Duration.ofDays(1),
                MarketSettings.DEFAULT_JUMPS,
                MarketSettings.DEFAULT_JUMP_NEWS,
                MarketSettings.MAX_HEADLINES));
        while (news.size() < count && market.hasNext()) {
            if (market.next() instanceof NewsItem item) {
                news.add(item);
            }
        }
        return news.toArray(NewsItem[]::new);
    }
}
