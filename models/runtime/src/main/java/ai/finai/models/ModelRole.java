package ai.finai.models;

import java.util.Locale;

/** What a model does in a job. */
public enum ModelRole {
    /** Its scores count: rules, alerts and the archive have them. */
    CHAMPION,
    /** It scores beside the champion, for comparison only. */
    CHALLENGER;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** As topics and commands name it. */
    public String code() {
        return code;
    }
}
