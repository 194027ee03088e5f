package ai.finai.cli.demo;

import ai.finai.cli.Figures;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The demo's summary.
 *
 * @param market null without the market job
 * @param checkpoints completed, the last savepoints included
 */
record DemoReport(Balance payments, @Nullable MarketBalance market, long checkpoints) {

    /** What does not add up. */
    List<String> problems() {
        List<String> all = new ArrayList<>(payments.problems());
        if (market != null) {
            all.addAll(market.problems());
        }
        return all;
    }

    void print(PrintWriter out) {
        out.println();
        line(out, payments.transactions(), "transactions in the topic");
        line(out, payments.archived(), "archived in the transactions table");
        line(out, payments.deadLetters(), "dead letters");
        line(out, payments.duplicates(), "duplicates");
        line(out, payments.late(), "postings that came too late for the rules");
        payments.alerts().forEach((kind, count) -> line(out, count, "alerts: " + kind));
        if (market != null) {
            out.println();
            line(out, market.records(), "bars, headlines and splits in the topics");
            line(out, market.archived(), "archived in the bars, news and splits tables");
            line(out, market.deadLetters(), "dead letters");
            line(out, market.duplicates(), "duplicates");
            line(out, market.late(), "that came too late for the rules");
            market.alerts().forEach((kind, count) -> line(out, count, "alerts: " + kind));
            line(out, market.withdrawn(), "of them withdrawn when news came late");
            out.println();
        }
        line(out, checkpoints, "checkpoints");
        out.println(problems().isEmpty() ? "Topics and tables add up." : "");
    }

    private static void line(PrintWriter out, long count, String what) {
        out.printf("  %12s  %s%n", Figures.grouped(count), what);
    }

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("transactions", payments.transactions());
            write(json, payments.alerts());
            json.writeNumberField("deadLetters", payments.deadLetters());
            json.writeNumberField("duplicates", payments.duplicates());
            json.writeNumberField("late", payments.late());
            json.writeNumberField("archived", payments.archived());
            if (market != null) {
                json.writeObjectFieldStart("market");
                json.writeNumberField("records", market.records());
                write(json, market.alerts());
                json.writeNumberField("withdrawn", market.withdrawn());
                json.writeNumberField("deadLetters", market.deadLetters());
                json.writeNumberField("duplicates", market.duplicates());
                json.writeNumberField("late", market.late());
                json.writeNumberField("archived", market.archived());
                json.writeEndObject();
            }
            json.writeNumberField("checkpoints", checkpoints);
            json.writeBooleanField("balanced", problems().isEmpty());
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Map<String, Long> alerts) throws IOException {
        json.writeObjectFieldStart("alerts");
        for (Map.Entry<String, Long> kind : alerts.entrySet()) {
            json.writeNumberField(kind.getKey(), kind.getValue());
        }
        json.writeEndObject();
    }
}
