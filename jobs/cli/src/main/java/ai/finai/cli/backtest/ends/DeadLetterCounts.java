package ai.finai.cli.backtest.ends;

import ai.finai.cli.Figures;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many rows were refused.
 *
 * @param byReason by the reason's code; those that were never given are not in it
 */
public record DeadLetterCounts(Map<String, Long> byReason) {

    public long total() {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The field {@code deadLetters} of a summary. */
    public void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("deadLetters");
        json.writeNumberField("total", total());
        json.writeObjectFieldStart("byReason");
        for (Map.Entry<String, Long> reason : new TreeMap<>(byReason).entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A line of a person's summary; none if there are no dead letters. */
    public void print(PrintWriter out) {
        if (!byReason.isEmpty()) {
            out.printf(
                    "dead letters: %s%n",
                    byReason.entrySet().stream()
                            .map(reason -> reason.getKey() + ' ' + Figures.grouped(reason.getValue()))
                            .collect(Collectors.joining(", ")));
        }
    }
}
