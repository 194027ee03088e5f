package ai.finai.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The name that kustomize gives a generated ConfigMap: it ends with a hash of its content. */
final class GeneratedName {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LENGTH = 10;

    private GeneratedName() {}

    static String of(String name, Map<String, String> data) {
        try {
            String json = JSON.writeValueAsString(
                    new TreeMap<>(Map.of("data", new TreeMap<>(data), "kind", "ConfigMap", "name", "")));
            return name + '-' + shortened(sha256(asGoWritesIt(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings are always JSON", e);
        }
    }

    /** Go's JSON keeps its text out of HTML's way. */
    private static String asGoWritesIt(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** Without letters and digits that could make a word. */
    private static String shortened(String hash) {
        return hash.substring(0, LENGTH)
                .replace('0', 'g')
                .replace('1', 'h')
                .replace('3', 'k')
                .replace('a', 'm')
                .replace('e', 't');
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
