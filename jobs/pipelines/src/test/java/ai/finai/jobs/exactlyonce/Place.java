package ai.finai.jobs.exactlyonce;

/** Where in the job something can go wrong. */
enum Place {
    /** Behind the source. */
    INTAKE,
    /** Where a batch that was scored writes what it remembers of its accounts. */
    ACCOUNT_SEQUENCES,
    /** Before the Kafka sink, on the way of alerts. */
    ALERTS,
    /** Before the transactions table. */
    TRANSACTIONS_TABLE,
    /** Before the postings table; in the market job before the bars table. */
    POSTINGS_TABLE,
    /** In the Kafka sink's committer. */
    KAFKA_COMMITTER
}
