package ai.finai.operators.market.statistics;

import ai.finai.state.market.BarStatistics;
import ai.finai.state.market.PairWindow;

/**
 * Correlation of a symbol's returns with an index's, and beta: the slope of the least-squares line by which they followed it.
 * Both are computed anew from the window at every bar, in two passes, so that no error outlives a bar (T. F. Chan,
 * G. H. Golub and R. J. LeVeque, "Algorithms for computing the sample variance", The American Statistician 37, 1983).
 */
final class IndexRelation {

    /** A standard deviation of returns below it is what rounding leaves of none: a hundred-millionth of a per cent. */
    static final double LEAST_DEVIATION = 1e-10;

    private IndexRelation() {}

    /** Of the pairs as they are; NaN where the returns they need do not vary. */
    static void compute(PairWindow pairs, BarStatistics into) {
        int size = pairs.size();
        double ownMean = 0;
        double indexMean = 0;
        for (int i = 0; i < size; i++) {
            ownMean += pairs.own(i);
            indexMean += pairs.index(i);
        }
        ownMean /= size;
        indexMean /= size;
        double ownSquares = 0;
        double indexSquares = 0;
        double products = 0;
        for (int i = 0; i < size; i++) {
            double own = pairs.own(i) - ownMean;
            double index = pairs.index(i) - indexMean;
            ownSquares += own * own;
            indexSquares += index * index;
            products += own * index;
        }
        double least = LEAST_DEVIATION * LEAST_DEVIATION * (size - 1);
        if (indexSquares < least) {
            into.index(Double.NaN, Double.NaN);
        } else if (ownSquares < least) {
            into.index(Double.NaN, products / indexSquares);
        } else {
            double correlation = products / (Math.sqrt(ownSquares) * Math.sqrt(indexSquares));
            into.index(Math.max(-1, Math.min(1, correlation)), products / indexSquares);
        }
    }
}
