package ai.finai.models;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/** What is wrong with JSON, for a person: what Jackson says names Java's classes and advises on its own settings. */
public final class JsonProblem {

    private JsonProblem() {}

    /**
     * {@code files.sha256: is missing, or not of its kind}, {@code no JSON at line 3, column 7}, or what our own classes said of
     * a value.
     *
     * @param e what reading threw
     */
    public static String of(Exception e) {
        if (e instanceof JsonMappingException field) {
            String place = field.getPath().stream()
                    .map(step -> step.getFieldName() != null ? step.getFieldName() : "[" + step.getIndex() + "]")
                    .collect(Collectors.joining("."));
            String problem =
                    ofValue(field, place.isEmpty() ? "is no object of its kind" : "is missing, or not of its kind");
            return place.isEmpty() ? problem : place + ": " + problem;
        }
        if (e instanceof JsonProcessingException broken) {
            JsonLocation where = broken.getLocation();
            return where == null
                    ? "no JSON"
                    : "no JSON at line " + where.getLineNr() + ", column " + where.getColumnNr();
        }
        return ofValue(e, "is not as it should be");
    }

    private static String ofValue(Exception e, String otherwise) {
        Throwable root = e;
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        String message = root.getMessage();
        return root instanceof JsonProcessingException || message == null
                ? otherwise
                : message.lines().findFirst().orElse(otherwise);
    }
}
