package ai.finai.laboratory.data;

import ai.finai.cli.Figures;
import ai.finai.cli.backtest.SortedInput;
import ai.finai.events.DeadLetter;
import ai.finai.events.Posting;
import ai.finai.events.RateTable;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.laboratory.labels.Labels;
import ai.finai.operators.SplitIntoPostings;
import ai.finai.training.data.LabelledPostings;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Payments with labels, as postings, and what became of the rows.
 *
 * @param postings in {@link Posting#ORDER}, rated
 * @param rows of all files
 * @param transactions that were taken
 * @param duplicates rows with the id of an earlier one; the first one in order counts
 * @param badRows that are no payment
 * @param unrated postings left out because their currency has no rate on their day
 * @param unratedLaundering of them, those that are labelled
 * @param labels of laundering in the label file
 * @param unmetLabels of them, those whose transaction or account is not in the payments
 * @param labelFormat where the labels come from, in words
 */
public record LabelledData(
        LabelledPostings postings,
        long rows,
        long transactions,
        long duplicates,
        long badRows,
        long unrated,
        long unratedLaundering,
        int labels,
        int unmetLabels,
        String labelFormat) {

    /**
     * Takes sorted rows. Each id is remembered to the end: other than a job, which forgets after a day, no row with a known
     * id is ever taken.
     *
     * @param inputs names of the files, for messages about bad rows
     * @param err is told of the first bad rows, with file and line
     */
    public static LabelledData of(
            SortedInput input, List<String> inputs, Labels labels, RateTable rates, PrintWriter err) {
        Sides sides = new Sides(labels, rates);
        BadRows bad = new BadRows();
        Set<String> ids = new HashSet<>();
        long duplicates = 0;
        for (Iterator<Received<Transaction>> rows = input.sorted(); rows.hasNext(); ) {
            Received<Transaction> row = rows.next();
            Transaction transaction = row.event();
            if (row.rejected() != null) {
                bad.add(line(row.rejected(), inputs));
            } else if (transaction != null && ids.add(transaction.transactionId())) {
                sides.split(transaction);
            } else {
                duplicates++;
            }
        }
        bad.report(err);
        return new LabelledData(
                sides.builder.build(),
                input.rows(),
                ids.size(),
                duplicates,
                bad.count(),
                sides.unrated,
                sides.unratedLaundering,
                labels.count(),
                labels.unmet(),
                labels.format());
    }

    private static String line(DeadLetter row, List<String> inputs) {
        return inputs.get(row.origin().partition()) + ':' + row.origin().offset() + ": " + row.sentence();
    }

    /** Splits transactions as the job does, and labels their sides. */
    private static final class Sides implements Collector<Posting> {

        private final Labels labels;
        private final FlatMapFunction<Transaction, Posting> split;
        private final LabelledPostings.Builder builder;
        private long unrated;
        private long unratedLaundering;

        Sides(Labels labels, RateTable rates) {
            this.labels = labels;
            this.split = SplitIntoPostings.function(rates);
            this.builder = new LabelledPostings.Builder(rates.baseCurrency());
        }

        void split(Transaction transaction) {
            try {
                split.flatMap(transaction, this);
            } catch (Exception e) {
                throw new IllegalStateException("splitting a transaction throws nothing", e);
            }
        }

        @Override
        public void collect(Posting posting) {
            String typology = labels.typology(posting); // a label of an unrated posting has met it, too
            if (posting.rated()) {
                builder.add(posting, typology);
            } else {
                unrated++;
                unratedLaundering += typology == null ? 0 : 1;
            }
        }

        @Override
        public void close() {}
    }

    private int laundering() {
        int laundering = 0;
        for (int row = 0; row < postings.size(); row++) {
            laundering += postings.laundering(row) ? 1 : 0;
        }
        return laundering;
    }

    /** Whether there are labels, and none is of these payments. */
    public boolean noLabelMatches() {
        return labels > 0 && unmetLabels == labels;
    }

    /**
     * For a person: how much is lost because no rate is known. Empty if nothing is.
     *
     * @param baseCurrency of the rates that were missing
     * @param advice what to do
     */
    public String unratedWarning(String baseCurrency, String advice) {
        if (unrated == 0) {
            return "";
        }
        long percent = Math.round(100.0 * unrated / (unrated + postings.size()));
        return (percent == 0 ? "less than 1" : percent) + " % of the postings and "
                + Figures.grouped(unratedLaundering) + " of " + Figures.grouped(unratedLaundering + laundering())
                + " labelled ones have no rate into " + baseCurrency + ": " + advice;
    }

    /** For a person: what was read, and what was left out. */
    public String summary() {
        StringBuilder text = new StringBuilder()
                .append(Figures.count(postings.size(), "posting"))
                .append(" of ")
                .append(Figures.count(postings.accounts(), "account"))
                .append(", ")
                .append(Figures.grouped(laundering()))
                .append(" of them laundering");
        append(text, badRows, "bad row");
        append(text, duplicates, "duplicate");
        append(text, unrated, "unrated posting");
        if (unmetLabels > 0) {
            text.append("; ")
                    .append(Figures.grouped(unmetLabels))
                    .append(" of ")
                    .append(Figures.count(labels, "label"))
                    .append(" met no posting");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append("; ").append(Figures.count(count, what)).append(" left out");
        }
    }
}
