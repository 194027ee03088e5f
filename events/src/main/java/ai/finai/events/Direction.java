package ai.finai.events;

/** Which side of a transaction a posting is. Declared in the order in which equal times are taken. */
public enum Direction {
    /** Money came in: the account is the creditor. */
    CREDIT,
    /** Money went out: the account is the debtor. */
    DEBIT
}
