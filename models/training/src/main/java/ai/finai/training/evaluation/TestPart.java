package ai.finai.training.evaluation;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows that are judged, numbered from 0, and the figures of a detector on them. */
final class TestPart {

    private static final long WEEK_MILLIS = 7 * 86_400_000L;
    private static final int CURVE_POINTS = 200;

    private final LabelledPostings postings;
    private final int from;
    private final int size;
    private final boolean[] positives;

    TestPart(LabelledPostings postings, TimeSplit split) {
        this.postings = postings;
        from = split.testFrom();
        size = postings.size() - from;
        positives = new boolean[size];
        for (int row = 0; row < size; row++) {
            positives[row] = postings.laundering(from + row);
        }
    }

    int size() {
        return size;
    }

    boolean[] positives() {
        return positives;
    }

    int[] accounts() {
        int[] accounts = new int[size];
        for (int row = 0; row < size; row++) {
            accounts[row] = postings.account(from + row);
        }
        return accounts;
    }

    long time(int row) {
        return postings.time(from + row);
    }

    /** The rows of a typology, by its place in {@link LabelledPostings#typologies()}. */
    boolean[] ofTypology(int place) {
        boolean[] rows = new boolean[size];
        for (int row = 0; row < size; row++) {
            rows[row] = postings.label(from + row) == place + 1;
        }
        return rows;
    }

    /** Recall of each typology that is there, where a share of the rows is alerted. */
    List<Detection.TypologyRecall> typologies(AlertBudget budget) {
        List<Detection.TypologyRecall> recalls = new ArrayList<>();
        for (int place = 0; place < postings.typologies().size(); place++) {
            boolean[] rows = ofTypology(place);
            int count = count(rows, 0, size);
            if (count > 0) {
                recalls.add(new Detection.TypologyRecall(postings.typologies().get(place), count, budget.recall(rows)));
            }
        }
        return recalls;
    }

    /** Figures of each week, counted from the first row. */
    List<Detection.Week> weeks(float[] scores) {
        List<Detection.Week> weeks = new ArrayList<>();
        int start = 0;
        while (start < size) {
            long first = time(0) + (time(start) - time(0)) / WEEK_MILLIS * WEEK_MILLIS;
            int end = start;
            double sum = 0;
            int scored = 0;
            for (; end < size && time(end) < first + WEEK_MILLIS; end++) {
                if (!Float.isNaN(scores[end])) {
                    sum += scores[end];
                    scored++;
                }
            }
            double area = PrecisionRecall.area(
                    Arrays.copyOfRange(scores, start, end), Arrays.copyOfRange(positives, start, end));
            weeks.add(new Detection.Week(first, end - start, count(positives, start, end), area, sum / scored));
            start = end;
        }
        return weeks;
    }

    List<PrecisionRecall.Point> precisionRecall(Ranking ranking) {
        return PrecisionRecall.curve(ranking, positives, CURVE_POINTS);
    }

    List<RocCurve.Point> roc(Ranking ranking) {
        boolean few = ranking.groups() <= CURVE_POINTS;
        return RocCurve.curve(ranking, positives, few ? Integer.MAX_VALUE : CURVE_POINTS);
    }

    static int count(boolean[] rows, int start, int end) {
        int count = 0;
        for (int row = start; row < end; row++) {
            count += rows[row] ? 1 : 0;
        }
        return count;
    }
}
