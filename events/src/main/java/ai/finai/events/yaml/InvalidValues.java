package ai.finai.events.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by the constructor of a record that is read from a file, with every component that is wrong: the reader turns
 * each into an error at the line of its key.
 */
public final class InvalidValues extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /**
     * What is wrong with one component.
     *
     * @param component its name, which is also its key in the file
     * @param sentence the value and what is allowed: {@code 1 is out of range; allowed: 2 to 100}
     */
    public record Problem(String component, String sentence) {

        @Override
        public String toString() {
            return component + ": " + sentence;
        }
    }

    private final transient List<Problem> problems;

    private InvalidValues(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = problems;
    }

    /** Does nothing if all are null. */
    public static void throwIfAny(@Nullable Problem... problems) {
        List<Problem> found = Arrays.stream(problems)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        if (!found.isEmpty()) {
            throw new InvalidValues(found);
        }
    }

    /** A problem if {@code good} is false, else null: for {@link #throwIfAny}. */
    public static @Nullable Problem unless(boolean good, String component, String sentence) {
        return good ? null : new Problem(component, sentence);
    }

    /** In the order in which they were checked; not empty. */
    public List<Problem> problems() {
        return problems;
    }
}
