package ai.finai.cli.backtest.ends;

import ai.finai.cli.sort.SortKey;
import ai.finai.cli.sort.Sortable;
import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Dead letters of a backtest: a line each, by file and line of the row. */
public final class DeadLetterLines {

    private static final JsonFactory JSON = new JsonFactory();

    private DeadLetterLines() {}

    public static Sortable line(DeadLetter letter) {
        return new Sortable(
                SortKey.ofPlace(letter.origin().partition(), letter.origin().offset()), DeadLetters.toJson(letter));
    }

    /**
     * Writes sorted runs of them into one file.
     *
     * @return how many there are by reason code
     */
    public static Map<String, Long> merge(Path runs, Path result) throws IOException {
        Map<String, Long> reasons = new TreeMap<>();
        MergedLines.write(runs, result, line -> reasons.merge(reason(line), 1L, Long::sum));
        return reasons;
    }

    private static String reason(byte[] deadLetter) throws IOException {
        try (JsonParser json = JSON.createParser(deadLetter)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && "reason".equals(json.currentName())) {
                    @Nullable String reason = json.nextTextValue();
                    return reason == null ? "" : reason;
                }
            }
        }
        throw new IllegalStateException("a dead letter without a reason");
    }
}
