package ai.finai.models;

import ai.finai.models.contract.ModelKind;
import java.util.Locale;

/** What a model does in a job. */
public enum ModelRole {
    /** Its scores of postings count: rules, alerts and the archive have them. */
    CHAMPION(ModelKind.STEP),
    /** It scores postings beside the champion, for comparison only. */
    CHALLENGER(ModelKind.STEP),
    /** It foretells bars of prices. */
    FORECASTER(ModelKind.WINDOW),
    /** It reads news. */
    SENTIMENT(ModelKind.TEXT);

    private final String code = name().toLowerCase(Locale.ROOT);
    private final ModelKind kind;

    ModelRole(ModelKind kind) {
        this.kind = kind;
    }

    /** The role in which a model of this kind is in force. */
    public static ModelRole inForce(ModelKind kind) {
        return switch (kind) {
            case STEP -> CHAMPION;
            case WINDOW -> FORECASTER;
            case TEXT -> SENTIMENT;
        };
    }

    /** The kind of models that take it. */
    public ModelKind kind() {
        return kind;
    }

    /** As topics and commands name it. */
    public String code() {
        return code;
    }
}
