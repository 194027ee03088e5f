package ai.finai.events;

import java.util.Locale;

/** Why a posting has no score. */
public enum Unscored {
    /** It came after the watermark had passed its time, and an account's sequence is stepped in order. */
    LATE,
    /** Its currency has no rate into the base currency on its day. */
    UNRATED,
    /** The job runs without a model. */
    NO_MODEL,
    /** The model in force could not be loaded when the job was restored. */
    MODEL_UNAVAILABLE,
    /** A feature, the score or the state after it is no finite number. The account's state stays as it was. */
    NOT_FINITE,
    /** The model failed on the batch. The account's state stays as it was. */
    MODEL_FAILED;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As the postings table and metrics show it. */
    public String code() {
        return code;
    }
}
