package ai.finai.training.evaluation;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Detectors side by side on the test part of labelled postings. Holds no time of the clock: the same data, split, scores
 * and seed give the same figures.
 *
 * @param about what was evaluated, in words, by name: the model, the labels, the rule book
 * @param data the data and how it was parted
 * @param detections one a detector, in the order in which they were given
 */
public record Evaluation(Map<String, String> about, Parts data, List<Detection> detections) {

    /** Of the postings, what can be alerted: a team of officers reads a fixed number a day. */
    public static final List<Double> SHARES = List.of(0.001, 0.005, 0.01);

    /** For recall by typology. */
    public static final double TYPOLOGY_SHARE = 0.005;

    /** How often accounts are drawn anew for the intervals. */
    public static final int ROUNDS = 200;

    /**
     * @param sha256 of every feature and label
     * @param postings in all
     * @param accounts in all
     * @param trainPostings that trained
     * @param trainLaundering of them
     * @param validationPostings that decided when to stop
     * @param validationLaundering of them
     * @param testPostings that were judged
     * @param testLaundering of them
     * @param testAccounts with at least one of them
     * @param testFrom event time of the first of them, milliseconds since 1970-01-01T00:00:00Z
     * @param testUntil event time of the last of them
     * @param seed of the draws
     * @param rounds of the draws
     */
    public record Parts(
            String sha256,
            int postings,
            int accounts,
            int trainPostings,
            int trainLaundering,
            int validationPostings,
            int validationLaundering,
            int testPostings,
            int testLaundering,
            int testAccounts,
            long testFrom,
            long testUntil,
            long seed,
            int rounds) {}

    public Evaluation {
        about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
        detections = List.copyOf(detections);
    }

    /**
     * Judges detectors.
     *
     * @param detectors each with a score for every row of the test part; others are compared with the first
     * @param about in words, by name
     * @param seed of the draws
     * @throws IllegalArgumentException if one has another number of scores
     */
    public static Evaluation of(
            LabelledPostings postings,
            TimeSplit split,
            List<Detector> detectors,
            Map<String, String> about,
            long seed) {
        TestPart test = new TestPart(postings, split);
        List<Ranking> rankings = new ArrayList<>();
        for (Detector detector : detectors) {
            if (detector.scores().length != test.size()) {
                throw new IllegalArgumentException(detector.name() + " has " + detector.scores().length
                        + " scores for the " + test.size() + " rows of the test part");
            }
            rankings.add(Ranking.of(detector.scores()));
        }
        double[][] areas = new Bootstrap(test.accounts(), ROUNDS, seed).areas(rankings, test.positives());
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < detectors.size(); i++) {
            detections.add(detection(detectors.get(i), rankings.get(i), test, areas[i], areas[0], i == 0));
        }
        return new Evaluation(about, parts(postings, split, test, seed), detections);
    }

    private static Detection detection(
            Detector detector, Ranking ranking, TestPart test, double[] areas, double[] firstAreas, boolean first) {
        float[] scores = detector.scores();
        boolean[] positives = test.positives();
        List<Detection.Alerted> alerted = new ArrayList<>();
        for (double share : SHARES) {
            AlertBudget budget = AlertBudget.of(ranking, scores, share);
            alerted.add(new Detection.Alerted(
                    share, budget.alerts(), budget.recall(positives), budget.precision(positives)));
        }
        return new Detection(
                detector.name(),
                detector.description(),
                detector.hindsight(),
                PrecisionRecall.area(ranking, positives),
                Bootstrap.interval(areas),
                first ? null : Bootstrap.interval(differences(areas, firstAreas)),
                RocCurve.area(ranking, positives),
                unscored(scores),
                alerted,
                Double.isNaN(detector.threshold())
                        ? null
                        : Detection.AtThreshold.of(detector.threshold(), scores, positives),
                test.typologies(AlertBudget.of(ranking, scores, TYPOLOGY_SHARE)),
                test.weeks(scores),
                detector.probabilities() ? Calibration.of(scores, positives) : null,
                isBinary(scores),
                test.precisionRecall(ranking),
                test.roc(ranking));
    }

    private static double[] differences(double[] areas, double[] others) {
        double[] differences = new double[areas.length];
        for (int i = 0; i < areas.length; i++) {
            differences[i] = areas[i] - others[i];
        }
        return differences;
    }

    private static int unscored(float[] scores) {
        int count = 0;
        for (float score : scores) {
            count += Float.isNaN(score) ? 1 : 0;
        }
        return count;
    }

    private static boolean isBinary(float[] scores) {
        for (float score : scores) {
            if (score != 0 && score != 1) {
                return false;
            }
        }
        return true;
    }

    private static Parts parts(LabelledPostings postings, TimeSplit split, TestPart test, long seed) {
        int testAccounts = 0;
        for (int account = 0; account < postings.accounts(); account++) {
            int[] rows = postings.rows(account);
            testAccounts += rows[rows.length - 1] >= split.testFrom() ? 1 : 0;
        }
        return new Parts(
                postings.sha256(),
                postings.size(),
                postings.accounts(),
                split.train(),
                laundering(postings, 0, split.train()),
                split.validationUntil() - split.validationFrom(),
                laundering(postings, split.validationFrom(), split.validationUntil()),
                test.size(),
                TestPart.count(test.positives(), 0, test.size()),
                testAccounts,
                test.time(0),
                test.time(test.size() - 1),
                seed,
                ROUNDS);
    }

    private static int laundering(LabelledPostings postings, int from, int until) {
        int count = 0;
        for (int row = from; row < until; row++) {
            count += postings.laundering(row) ? 1 : 0;
        }
        return count;
    }

    /** The first detection of that name. */
    public Detection named(String name) {
        return detections.stream()
                .filter(detection -> detection.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no detector '" + name + "' was evaluated"));
    }

    /** Share of laundering among the test postings: what guessing reaches as area and as precision. */
    public double baseRate() {
        return (double) data.testLaundering / data.testPostings;
    }
}
