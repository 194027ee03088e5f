package ai.finai.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How far a PR-AUC may be off because other accounts might have been in the data: accounts, with all their postings, are
 * drawn with replacement, again and again (the cluster bootstrap; Field and Welsh 2007). Postings of one account are not
 * independent, so drawing postings would promise too much. The same seed gives the same bits.
 */
final class Bootstrap {

    private static final double TAIL = 0.025;

    private final int[] accounts;
    private final int accountCount;
    private final int rounds;
    private final long seed;

    /**
     * @param accounts of each row; any numbers
     * @param rounds how often accounts are drawn, at least 1
     */
    Bootstrap(int[] accounts, int rounds, long seed) {
        int[] distinct = Arrays.stream(accounts).sorted().distinct().toArray();
        this.accounts = Arrays.stream(accounts)
                .map(account -> Arrays.binarySearch(distinct, account))
                .toArray();
        this.accountCount = distinct.length;
        this.rounds = rounds;
        this.seed = seed;
    }

    /**
     * The PR-AUC of each ranking in each round: all rankings of a round see the same accounts, so that they can be
     * compared in pairs. A round that draws no positive has none: NaN.
     */
    double[][] areas(List<Ranking> rankings, boolean[] positives) {
        List<Walk> walks = new ArrayList<>();
        for (Ranking ranking : rankings) {
            walks.add(new Walk(ranking, accounts, positives));
        }
        double[][] areas = new double[rankings.size()][rounds];
        SplittableRandom random = new SplittableRandom(seed);
        int[] weights = new int[accountCount];
        for (int round = 0; round < rounds; round++) {
            Arrays.fill(weights, 0);
            for (int draw = 0; draw < accountCount; draw++) {
                weights[random.nextInt(accountCount)]++;
            }
            for (int i = 0; i < walks.size(); i++) {
                areas[i][round] = walks.get(i).area(weights);
            }
        }
        return areas;
    }

    /** The middle 95 % of the values that are numbers. */
    static Interval interval(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        return new Interval(quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** A ranking laid out as it is walked: sorted once, weighted in each round. */
    private static final class Walk {

        private final int[] accounts;
        private final boolean[] positives;
        private final boolean[] ends;

        Walk(Ranking ranking, int[] accountOfRow, boolean[] positiveRows) {
            int size = ranking.size();
            accounts = new int[size];
            positives = new boolean[size];
            ends = new boolean[size];
            for (int place = 0; place < size; place++) {
                accounts[place] = accountOfRow[ranking.row(place)];
                positives[place] = positiveRows[ranking.row(place)];
            }
            for (int group = 0; group < ranking.groups(); group++) {
                ends[ranking.end(group) - 1] = true;
            }
        }

        double area(int[] weights) {
            double area = 0;
            long rows = 0;
            long found = 0;
            long step = 0;
            for (int place = 0; place < accounts.length; place++) {
                int weight = weights[accounts[place]];
                rows += weight;
                step += positives[place] ? weight : 0;
                if (ends[place] && step > 0) {
                    found += step;
                    area += step * (double) found / rows;
                    step = 0;
                }
            }
            return area / found;
        }
    }
}
