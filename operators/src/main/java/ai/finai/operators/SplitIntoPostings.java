package ai.finai.operators;

import ai.finai.events.Posting;
import ai.finai.events.RateTable;
import ai.finai.events.Transaction;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.AmlOperator;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Turns a transaction into its one or two sides: a DEBIT of the debtor's account, a CREDIT of the creditor's. Amounts are
 * converted to the base currency at the rate of the transaction's UTC day; without one a posting is
 * {@linkplain Posting#UNRATED unrated}.
 */
public final class SplitIntoPostings {

    private SplitIntoPostings() {}

    /** @param rates travels with the job graph: a new table needs a restart */
    public static DataStream<Posting> of(DataStream<Transaction> accepted, RateTable rates) {
        return Named.as(AmlOperator.SPLIT, EventTypes.POSTING, accepted.flatMap(function(rates)));
    }

    /** The same outside a job: the CREDIT before the DEBIT, as {@link Posting#ORDER} has them. Throws nothing. */
    public static FlatMapFunction<Transaction, Posting> function(RateTable rates) {
        return new SplitIntoPostingsFunction(rates);
    }
}
