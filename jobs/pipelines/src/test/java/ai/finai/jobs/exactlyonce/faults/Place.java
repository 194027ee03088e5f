package ai.finai.jobs.exactlyonce.faults;

/** Where in the job something can go wrong. */
public enum Place {
    /** Behind the source. */
    INTAKE,
    /** Where what is remembered of an account or a symbol is written. */
    STATE,
    /** Before the Kafka sink, on the way of alerts. */
    ALERTS,
    /** Before a table of what came in: transactions; news. */
    INPUT_TABLE,
    /** Before the table of what was watched: postings; bars. */
    WATCHED_TABLE,
    /** In the Kafka sink's committer. */
    KAFKA_COMMITTER
}
