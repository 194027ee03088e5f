package ai.finai.models;

import java.util.List;

/** A file that is no model that may run here. Each problem is a sentence of its own. */
public final class InvalidModelException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidModelException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public InvalidModelException(String problem) {
        this(List.of(problem));
    }

    /** What is wrong, at least one. */
    public List<String> problems() {
        return problems;
    }
}
