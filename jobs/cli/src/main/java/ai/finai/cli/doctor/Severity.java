package ai.finai.cli.doctor;

import java.util.Locale;

/** How bad it is; the worst first. */
public enum Severity {
    /** A job does not start, or loses or doubles something. */
    STOPS,
    /** It could not be found out. */
    UNKNOWN,
    /** A job runs, and something that happens sooner or later harms it. */
    RISK,
    /** Nothing is wrong; good to know. */
    NOTE;

    /** {@code stops}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
