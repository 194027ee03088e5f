package ai.finai.events;

import java.util.List;

/** A rate table with errors: all of them, each with its place and what to do. */
public final class InvalidRatesException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> errors;

    InvalidRatesException(List<String> errors) {
        super(String.join("\n", errors));
        this.errors = List.copyOf(errors);
    }

    /** In the order of the file, such as {@code rates.csv:14: rate: "1,08" is not a plain decimal; write 1.08}. */
    public List<String> errors() {
        return errors;
    }
}
