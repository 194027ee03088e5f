package ai.finai.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;

/** What stands on standard output. */
public enum OutputForm {
    TEXT,
    JSON;

    private static final ObjectMapper WRITER = new ObjectMapper();

    /** One value, in one line. */
    public static void printJson(PrintWriter out, Object value) {
        try {
            out.println(WRITER.writeValueAsString(value));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers always become JSON", e);
        }
    }
}
