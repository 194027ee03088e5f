package ai.finai.training.headlines;

import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.training.evaluation.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How a classifier did on headlines that people have judged.
 *
 * @param headlines how many
 * @param accuracy share whose likeliest class is the person's
 * @param accuracyInterval 95 % of it, by drawing headlines anew
 * @param macroF1 mean over the classes of the harmonic mean of precision and recall
 * @param macroF1Interval 95 % of it
 * @param calibrationError mean over 15 bins of confidence of how far it is from the share that is right (Guo et al., 2017)
 * @param brier mean over headlines of the sum over classes of squared differences between probability and truth, 0 to 2
 * @param confusion headlines of class i (row) that were called class j (column), in the order of the sentiments
 */
public record ClassFigures(
        int headlines,
        double accuracy,
        Interval accuracyInterval,
        double macroF1,
        Interval macroF1Interval,
        double calibrationError,
        double brier,
        List<List<Integer>> confusion) {

    private static final int CLASSES = Sentiment.values().length;
    private static final int BINS = 15;
    private static final int ROUNDS = 1_000;
    private static final long SEED = 20_260_105;

    /** Judges. The interval's draws are always the same. */
    public static ClassFigures of(TextClassifier classifier, List<Headline> headlines) {
        List<float[]> probabilities =
                classifier.probabilities(headlines.stream().map(Headline::text).toList());
        int[] truths = headlines.stream()
                .mapToInt(headline -> headline.sentiment().ordinal())
                .toArray();
        return of(probabilities, truths);
    }

    /** @param truths the right class of each, as the sentiment's place */
    static ClassFigures of(List<float[]> probabilities, int[] truths) {
        int[] calls = probabilities.stream().mapToInt(ClassFigures::likeliest).toArray();
        int[] all = new int[truths.length];
        Arrays.setAll(all, i -> i);
        int[][] confusion = confusion(truths, calls, all);
        double[] accuracies = new double[ROUNDS];
        double[] macros = new double[ROUNDS];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            int[] drawn = random.ints(truths.length, 0, truths.length).toArray();
            int[][] other = confusion(truths, calls, drawn);
            accuracies[round] = accuracy(other);
            macros[round] = macroF1(other);
        }
        return new ClassFigures(
                truths.length,
                accuracy(confusion),
                interval(accuracies),
                macroF1(confusion),
                interval(macros),
                calibrationError(probabilities, truths),
                brier(probabilities, truths),
                Arrays.stream(confusion)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList());
    }

    public ClassFigures {
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /** Of those that were called so, how many are; NaN if none was. */
    public double precision(Sentiment sentiment) {
        int called =
                confusion.stream().mapToInt(row -> row.get(sentiment.ordinal())).sum();
        return (double) right(sentiment) / called;
    }

    /** Of those that are, how many were called so; NaN if there is none. */
    public double recall(Sentiment sentiment) {
        int there = confusion.get(sentiment.ordinal()).stream()
                .mapToInt(Integer::intValue)
                .sum();
        return (double) right(sentiment) / there;
    }

    private int right(Sentiment sentiment) {
        return confusion.get(sentiment.ordinal()).get(sentiment.ordinal());
    }

    private static int likeliest(float[] probabilities) {
        int best = 0;
        for (int k = 1; k < probabilities.length; k++) {
            best = probabilities[k] > probabilities[best] ? k : best;
        }
        return best;
    }

    private static int[][] confusion(int[] truths, int[] calls, int[] of) {
        int[][] confusion = new int[CLASSES][CLASSES];
        for (int i : of) {
            confusion[truths[i]][calls[i]]++;
        }
        return confusion;
    }

    private static double accuracy(int[][] confusion) {
        int right = 0;
        int all = 0;
        for (int i = 0; i < CLASSES; i++) {
            right += confusion[i][i];
            all += Arrays.stream(confusion[i]).sum();
        }
        return (double) right / all;
    }

    private static double macroF1(int[][] confusion) {
        double sum = 0;
        for (int i = 0; i < CLASSES; i++) {
            int called = 0;
            for (int[] row : confusion) {
                called += row[i];
            }
            int there = Arrays.stream(confusion[i]).sum();
            sum += called + there == 0 ? 0 : 2.0 * confusion[i][i] / (called + there);
        }
        return sum / CLASSES;
    }

    private static Interval interval(double[] draws) {
        Arrays.sort(draws);
        return new Interval(draws[(int) (0.025 * draws.length)], draws[(int) (0.975 * draws.length)]);
    }

    private static double calibrationError(List<float[]> probabilities, int[] truths) {
        double[] confidences = new double[BINS];
        int[] right = new int[BINS];
        for (int i = 0; i < truths.length; i++) {
            int call = likeliest(probabilities.get(i));
            double confidence = probabilities.get(i)[call];
            int bin = Math.min(BINS - 1, (int) (confidence * BINS));
            confidences[bin] += confidence;
            right[bin] += call == truths[i] ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(confidences[bin] - right[bin]);
        }
        return error / truths.length;
    }

    private static double brier(List<float[]> probabilities, int[] truths) {
        double sum = 0;
        for (int i = 0; i < truths.length; i++) {
            for (int k = 0; k < CLASSES; k++) {
                double difference = probabilities.get(i)[k] - (truths[i] == k ? 1 : 0);
                sum += difference * difference;
            }
        }
        return sum / truths.length;
    }
}
