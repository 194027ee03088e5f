package ai.finai.laboratory.data;

import ai.finai.cli.Figures;
import ai.finai.events.DeadLetter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows that are no payment: counted, and the first of them kept for a person to look at. */
final class BadRows {

    private static final int SHOWN = 5;

    private final List<String> inputs;
    private final List<String> shown = new ArrayList<>();
    private long count;

    BadRows(List<String> inputs) {
        this.inputs = inputs;
    }

    void add(DeadLetter row) {
        count++;
        if (shown.size() < SHOWN) {
            shown.add(inputs.get(row.origin().partition()) + ':' + row.origin().offset() + ": " + row.sentence());
        }
    }

    long count() {
        return count;
    }

    /** Nothing, where there are none. */
    void report(PrintWriter err) {
        shown.forEach(err::println);
        if (count > shown.size()) {
            err.printf(
                    "... and %s more; finai backtest writes all of them to dead-letters.jsonl%n",
                    Figures.count(count - shown.size(), "bad row"));
        }
        err.flush();
    }
}
