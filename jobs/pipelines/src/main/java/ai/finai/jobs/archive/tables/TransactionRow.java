package ai.finai.jobs.archive.tables;

import ai.finai.events.Transaction;

/** A row of {@link ArchiveTable#TRANSACTIONS}. */
public final class TransactionRow implements RowFormat<Transaction> {

    private static final long serialVersionUID = 1L;

    @Override
    public ArchiveTable table() {
        return ArchiveTable.TRANSACTIONS;
    }

    @Override
    public long eventTime(Transaction transaction) {
        return transaction.eventTime();
    }

    @Override
    public void write(Transaction transaction, Columns columns) {
        columns.text(transaction.transactionId());
        columns.integer(transaction.eventTime());
        columns.amount(transaction.amount(), transaction.currency());
        columns.token(transaction.currency());
        columns.token(transaction.channel());
        columns.text(transaction.debtorAccount());
        columns.text(transaction.creditorAccount());
        columns.text(transaction.debtorName());
        columns.text(transaction.creditorName());
        columns.token(transaction.debtorCountry());
        columns.token(transaction.creditorCountry());
        columns.token(transaction.debtorAgent());
        columns.token(transaction.creditorAgent());
        columns.text(transaction.purpose());
        columns.origin(transaction.origin());
    }
}
