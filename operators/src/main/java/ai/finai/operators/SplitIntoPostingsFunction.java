package ai.finai.operators;

import ai.finai.events.Direction;
import ai.finai.events.Posting;
import ai.finai.events.RateTable;
import ai.finai.events.Transaction;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** See {@link SplitIntoPostings}. */
final class SplitIntoPostingsFunction implements FlatMapFunction<Transaction, Posting> {

    private static final long serialVersionUID = 1L;

    private final RateTable rates;

    SplitIntoPostingsFunction(RateTable rates) {
        this.rates = rates;
    }

    @Override
    public void flatMap(Transaction transaction, Collector<Posting> out) {
        long baseAmount = rates.toBase(transaction.amount(), transaction.currency(), transaction.eventTime());
        if (transaction.creditorAccount() != null) {
            out.collect(Posting.of(transaction, Direction.CREDIT, baseAmount));
        }
        if (transaction.debtorAccount() != null) {
            out.collect(Posting.of(transaction, Direction.DEBIT, baseAmount));
        }
    }
}
