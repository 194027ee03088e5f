package ai.finai.generator;

import java.nio.charset.StandardCharsets;

/** A piece of text in both forms that are needed: as a string, and as UTF-8. Holds nothing that JSON or CSV would escape. */
final class Text {

    final String string;
    final byte[] utf8;

    Text(String string) {
        if (string.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\' || c == ',')) {
            throw new IllegalArgumentException("would have to be escaped: " + string);
        }
        this.string = string;
        this.utf8 = string.getBytes(StandardCharsets.UTF_8);
    }

    /** The parts of a list with commas, each with {@code end} after it. */
    static Text[] list(String commaSeparated, String end) {
        String[] parts = commaSeparated.split(",", -1);
        Text[] texts = new Text[parts.length];
        for (int i = 0; i < parts.length; i++) {
            texts[i] = new Text(parts[i] + end);
        }
        return texts;
    }
}
