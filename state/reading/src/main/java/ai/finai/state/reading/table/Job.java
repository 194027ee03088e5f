package ai.finai.state.reading.table;

import java.util.Locale;

/** Whose state it is. */
public enum Job {
    AML,
    MARKET,
    /** Of none of FinAI's. */
    OTHER;

    /** As people write it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
