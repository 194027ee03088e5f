package ai.finai.events;

import java.time.Duration;

/**
 * Reads records of the {@code transactions} topic; see {@link RecordReader}. The contract is
 * {@code schema/transaction.schema.json}; an amount never passes through floating point; channel and countries are
 * upper-cased.
 */
public final class TransactionReader extends RecordReader<Transaction> {

    /**
     * @param maxFuture how far an event time may be ahead of its record's timestamp
     * @param rates limits each currency's amounts to what the base currency can hold: {@link RateTable#largestAmount}
     */
    public TransactionReader(Duration maxFuture, RateTable rates) {
        super(new TransactionDraft(maxFuture.toMillis(), rates));
    }
}
