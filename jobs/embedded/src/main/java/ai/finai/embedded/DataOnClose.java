package ai.finai.embedded;

/** What becomes of a server's data when it is closed. Its log stays. */
public enum DataOnClose {
    KEEP,
    DROP
}
