package ai.finai.models.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a model is given and what it gives, which decides which job may use it. */
public enum ModelKind {
    /** One posting at a time, with its account's state: a score. */
    STEP("accounts"),
    /** The latest bars of a symbol at once: quantiles of the next one's return. */
    WINDOW("prices"),
    /** The tokens of a text at once: how negative, neutral and positive it is. */
    TEXT("texts");

    private final String code = name().toLowerCase(Locale.ROOT);
    private final String subject;

    ModelKind(String subject) {
        this.subject = subject;
    }

    /** As files name it. */
    public String code() {
        return code;
    }

    /** What models of this kind are for, in the plural. */
    public String subject() {
        return subject;
    }

    /** All codes, for messages. */
    static String codes() {
        return Arrays.stream(values()).map(ModelKind::code).collect(Collectors.joining(", "));
    }
}
