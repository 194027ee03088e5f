package ai.finai.models.onnx;

/**
 * How large a batch is.
 *
 * @param rows from 1
 * @param tokens of each row, from 1; where rows are no texts it does not matter
 */
public record Extent(int rows, int tokens) {

    /** Stands for a dimension that is as long as the batch. */
    static final long ROWS = -1;

    /** Stands for a dimension that is as long as the batch's texts. */
    static final long TOKENS = -2;

    /** A batch of rows that are no texts. */
    public static Extent ofRows(int rows) {
        return new Extent(rows, 1);
    }

    /** How long a dimension is, which may be one of those that stand for another. */
    long of(long dimension) {
        return dimension == ROWS ? rows : dimension == TOKENS ? tokens : dimension;
    }

    /** How a graph names it. */
    static String title(long dimension) {
        return dimension == ROWS ? "N" : dimension == TOKENS ? "L" : Long.toString(dimension);
    }
}
