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
        String debtor = transaction.debtorAccount();
        String creditor = transaction.creditorAccount();
        long baseAmount = rates.toBase(transaction.amount(), transaction.currency(), transaction.eventTime());
        if (creditor != null) {
            out.collect(new Posting(
                    creditor,
                    Direction.CREDIT,
                    debtor,
                    transaction.amount(),
                    transaction.currency(),
                    baseAmount,
                    transaction.channel(),
                    transaction.creditorCountry(),
                    transaction.debtorCountry(),
                    transaction.eventTime(),
                    transaction.transactionId(),
                    transaction.origin()));
        }
        if (debtor != null) {
            out.collect(new Posting(
                    debtor,
                    Direction.DEBIT,
                    creditor,
                    transaction.amount(),
                    transaction.currency(),
                    baseAmount,
                    transaction.channel(),
                    transaction.debtorCountry(),
                    transaction.creditorCountry(),
                    transaction.eventTime(),
                    transaction.transactionId(),
                    transaction.origin()));
        }
    }
}
