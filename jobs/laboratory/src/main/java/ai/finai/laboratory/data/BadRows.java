package ai.finai.laboratory.data;

import ai.finai.cli.Figures;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows that cannot be taken: counted, and the first of them kept for a person to look at. */
public final class BadRows {

    private static final int SHOWN = 5;

    private final List<String> shown = new ArrayList<>();
    private long count;

    /** @param row its file and line, and what is wrong */
    public void add(String row) {
        count++;
        if (shown.size() < SHOWN) {
            shown.add(row);
        }
    }

    public long count() {
        return count;
    }

    /** Nothing, where there are none. */
    public void report(PrintWriter err) {
        shown.forEach(err::println);
        if (count > shown.size()) {
            err.printf(
                    "... and %s more; finai backtest writes all of them to dead-letters.jsonl%n",
                    Figures.count(count - shown.size(), "bad row"));
        }
        err.flush();
    }
}
