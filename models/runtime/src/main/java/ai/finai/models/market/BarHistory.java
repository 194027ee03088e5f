package ai.finai.models.market;

/**
 * What {@link BarFeatures} remembers of a symbol: its last close and means of what went before. Seven numbers; whoever keeps
 * them for a symbol keeps its history. Begins as that of a symbol never seen. For one thread.
 */
public final class BarHistory {

    /** How many numbers a history is written as. */
    public static final int NUMBERS = 7;

    double close;
    double squares;
    double squaresWeight;
    double slowSquares;
    double slowSquaresWeight;
    double logVolume;
    double logVolumeWeight;

    /** Whether it has seen a bar. */
    public boolean known() {
        return close > 0;
    }

    /** Forgets the symbol. */
    public void clear() {
        read(new double[NUMBERS], 0);
    }

    /**
     * Makes of every share some, so that the bars that follow are not taken for a fall: the prices seen become that much
     * lower, the volumes that much higher. Features of bars seen before stay as they are, for none depends on it.
     *
     * @param ratio new shares for one old, above 0 and finite
     */
    public void split(double ratio) {
        if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("ratio " + ratio + ": must be above 0 and finite");
        }
        if (known()) { // however many splits there are: a price stays one
            close = Math.max(Double.MIN_NORMAL, Math.min(Double.MAX_VALUE, close / ratio));
        }
        logVolume += logVolumeWeight * StrictMath.log(ratio);
    }

    /** Writes {@link #NUMBERS} numbers, which {@link #read} takes. */
    public void write(double[] into, int offset) {
        into[offset] = close;
        into[offset + 1] = squares;
        into[offset + 2] = squaresWeight;
        into[offset + 3] = slowSquares;
        into[offset + 4] = slowSquaresWeight;
        into[offset + 5] = logVolume;
        into[offset + 6] = logVolumeWeight;
    }

    /** Becomes what was written. */
    public void read(double[] from, int offset) {
        close = from[offset];
        squares = from[offset + 1];
        squaresWeight = from[offset + 2];
        slowSquares = from[offset + 3];
        slowSquaresWeight = from[offset + 4];
        logVolume = from[offset + 5];
        logVolumeWeight = from[offset + 6];
    }
}
