package ai.finai.models;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** A file that is no model that may run here. Each problem is a sentence of its own. */
public final class InvalidModelException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int MOST_PROBLEMS = 20;
    private static final int LONGEST = 2_000;
    private static final Pattern UNREADABLE = Pattern.compile("[\\p{C}\\u2028\\u2029]");

    private final transient List<String> problems;

    public InvalidModelException(List<String> problems) {
        super(String.join("; ", readable(problems)));
        this.problems = readable(problems);
    }

    /** Names in a file may be of any length and hold any character: they shall not fill a log or forge its lines. */
    private static List<String> readable(List<String> problems) {
        return problems.stream()
                .limit(MOST_PROBLEMS)
                .map(problem -> problem.length() <= LONGEST ? problem : problem.substring(0, LONGEST) + "…")
                .map(problem -> UNREADABLE.matcher(problem).replaceAll("?"))
                .toList();
    }

    public InvalidModelException(String problem) {
        this(List.of(problem));
    }

    /** Of bytes that cannot be read as ONNX. */
    public static InvalidModelException notOnnx(IOException why) {
        return new InvalidModelException(
                "not an ONNX file, or a damaged one: compare its sha256 with that of where it comes from, or export it again"
                        + " (its parser says: " + why.getMessage() + ")");
    }

    /** What is wrong, at least one. */
    public List<String> problems() {
        return problems;
    }
}
