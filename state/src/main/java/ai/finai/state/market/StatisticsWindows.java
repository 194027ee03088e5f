package ai.finai.state.market;

import java.io.Serializable;

/**
 * How many bars the statistics of a symbol look back. The size of what is kept of each symbol depends on nothing else:
 * {@link #bytes()}.
 *
 * @param robust returns, and volumes, whose median and spread say what is usual; 8 to 4,096
 * @param drawdown closes among which the maximum is sought, the bar's own included; 2 to 4,096
 * @param index pairs of the symbol's and the index's return that correlation and beta are computed from; 8 to 4,096
 */
public record StatisticsWindows(int robust, int drawdown, int index) implements Serializable {

    /** Half a day's or half a year's returns, a year's closes, a quarter's pairs, where a bar is a minute or a day. */
    public static final StatisticsWindows DEFAULT = new StatisticsWindows(120, 250, 60);

    /** Places in a window are written in two bytes. */
    private static final int LONGEST = 4_096;

    /** Fewer have no median absolute deviation and no correlation worth the name. */
    private static final int SHORTEST_SAMPLE = 8;

    public StatisticsWindows {
        check("robust", robust, SHORTEST_SAMPLE);
        check("drawdown", drawdown, 2);
        check("index", index, SHORTEST_SAMPLE);
    }

    private static void check(String name, int bars, int shortest) {
        if (bars < shortest || bars > LONGEST) {
            throw new IllegalArgumentException(
                    name + " window of " + bars + " bars: must be from " + shortest + " to " + LONGEST);
        }
    }

    /** How many values a window must hold before what is computed from it means something: half of it. */
    public static int enough(int window) {
        return (window + 1) / 2;
    }

    /** What {@link SymbolStatistics#write} writes with these windows, at any moment: 6,004 bytes with the default. */
    public int bytes() {
        return SymbolStatistics.FIXED_BYTES
                + 2 * SortedWindow.bytes(robust)
                + MaximumWindow.bytes(drawdown)
                + PairWindow.bytes(index);
    }
}
