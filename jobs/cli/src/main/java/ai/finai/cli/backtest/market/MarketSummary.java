package ai.finai.cli.backtest.market;

import ai.finai.cli.input.market.SortedMarket;
import ai.finai.events.Instants;
import ai.finai.operators.market.WatchSymbols;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backtest of the market job found, in figures. Holds no path, no time of the clock and no parallelism: the same input,
 * rules and release give the same bytes.
 *
 * @param watch what symbols were watched with
 * @param inputs in the order of the command line
 * @param symbols what there was of each that has bars
 * @param news that was accepted
 * @param splits that were accepted
 * @param badRows rows that are no bar, news or split
 * @param deadLetters by reason code: the bad rows, and those that came again with other content
 * @param late what no rule saw because it came late: nothing, as the rows are sorted
 */
record MarketSummary(
        WatchSymbols.Config watch,
        List<SortedMarket.InputFile> inputs,
        SortedMap<String, SymbolHistory> symbols,
        long news,
        long splits,
        long badRows,
        Map<String, Long> deadLetters,
        long late,
        AlertCounts alerts) {

    static final int SCHEMA_VERSION = 1;

    private static final int RATE_DECIMALS = 3;
    private static final int RETURN_DECIMALS = 6;

    long rows() {
        return inputs.stream().mapToLong(SortedMarket.InputFile::rows).sum();
    }

    long bars() {
        return symbols.values().stream().mapToLong(SymbolHistory::bars).sum();
    }

    /** Bars of which a model had foretold an interval. */
    long foretold() {
        return symbols.values().stream().mapToLong(SymbolHistory::foretold).sum();
    }

    /** Share of those whose return was within it; should be 0.95. 0 where nothing was foretold. */
    double coverage() {
        long within =
                symbols.values().stream().mapToLong(SymbolHistory::asForetold).sum();
        return foretold() == 0 ? 0 : (double) within / foretold();
    }

    long deadLetterCount() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows that were there before, with the same content. */
    long duplicates() {
        return rows() - bars() - news - splits - deadLetterCount();
    }

    /** Of all symbols that have bars, each from its first bar to its last. */
    double symbolYears() {
        return symbols.values().stream().mapToDouble(SymbolHistory::years).sum();
    }

    /** How many a symbol and year; 0 where there are no bars. */
    double perSymbolAndYear(long alerts) {
        double years = symbolYears();
        return years == 0 ? 0 : alerts / years;
    }

    /** The file {@code summary.json}. */
    byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DefaultIndenter unix = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(unix).withArrayIndenter(unix);
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes).setPrettyPrinter(printer)) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("release", watch.release());
            json.writeStringField("ruleBook", "sha256:" + watch.ruleBook().sha256());
            json.writeStringField("index", watch.index());
            writeInputs(json);
            writeAlerts(json);
            writeLargest(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void writeInputs(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("inputs");
        for (SortedMarket.InputFile input : inputs) {
            json.writeStartObject();
            json.writeNumberField("rows", input.rows());
            json.writeStringField("sha256", input.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("rows", rows());
        json.writeNumberField("bars", bars());
        json.writeNumberField("news", news);
        json.writeNumberField("splits", splits);
        json.writeNumberField("badRows", badRows);
        json.writeNumberField("duplicates", duplicates());
        json.writeObjectFieldStart("deadLetters");
        json.writeNumberField("total", deadLetterCount());
        json.writeObjectFieldStart("byReason");
        for (Map.Entry<String, Long> reason : new TreeMap<>(deadLetters).entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeNumberField("late", late);
        json.writeNumberField("symbols", symbols.size());
        json.writeNumberField("symbolYears", rounded(symbolYears(), RATE_DECIMALS));
        json.writeObjectFieldStart("forecasts");
        json.writeNumberField("bars", foretold());
        json.writeNumberField("within", rounded(coverage(), RETURN_DECIMALS));
        json.writeEndObject();
    }

    private void writeAlerts(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("alerts");
        json.writeNumberField("total", alerts.alerts());
        json.writeNumberField("withdrawn", alerts.withdrawn());
        json.writeObjectFieldStart("byKind");
        for (Map.Entry<String, Long> kind : alerts.byKind().entrySet()) {
            json.writeObjectFieldStart(kind.getKey());
            json.writeNumberField("alerts", kind.getValue());
            json.writeNumberField("perSymbolAndYear", rounded(perSymbolAndYear(kind.getValue()), RATE_DECIMALS));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("byRule");
        for (AlertCount count : alerts.rules()) {
            json.writeObjectFieldStart(count.rule().id());
            json.writeStringField("kind", count.rule().kind());
            json.writeNumberField("version", count.rule().version());
            json.writeNumberField("alerts", count.alerts());
            json.writeNumberField("withdrawn", count.withdrawn());
            json.writeNumberField("symbols", count.symbols());
            json.writeNumberField("perSymbolAndYear", rounded(perSymbolAndYear(count.alerts()), RATE_DECIMALS));
            if (count.alerts() > 0) {
                json.writeStringField("first", count.first());
                json.writeStringField("last", count.last());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeLargest(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("largestMoves");
        for (SaidOfMove said : alerts.largest()) {
            json.writeStartObject();
            json.writeStringField("symbol", said.symbol());
            json.writeStringField("start", Instants.format(said.move().start()));
            json.writeStringField("end", Instants.format(said.move().end()));
            json.writeNumberField("return", rounded(said.simpleReturn(), RETURN_DECIMALS));
            json.writeArrayFieldStart("said");
            for (String rule : said.rules()) {
                json.writeString(rule);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
