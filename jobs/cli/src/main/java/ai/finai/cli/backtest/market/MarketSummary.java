package ai.finai.cli.backtest.market;

import ai.finai.cli.backtest.ends.DeadLetterCounts;
import ai.finai.cli.backtest.ends.SummaryJson;
import ai.finai.cli.input.rows.ReadFile;
import ai.finai.events.Instants;
import ai.finai.operators.market.WatchSymbols;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

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
 * @param deadLetters the bad rows, and those that came again with other content
 * @param late what no rule saw because it came late: nothing, as the rows are sorted
 */
record MarketSummary(
        WatchSymbols.Config watch,
        List<ReadFile> inputs,
        SortedMap<String, SymbolHistory> symbols,
        long news,
        long splits,
        long badRows,
        DeadLetterCounts deadLetters,
        long late,
        AlertCounts alerts) {

    static final int SCHEMA_VERSION = 1;

    private static final int RATE_DECIMALS = 3;
    private static final int RETURN_DECIMALS = 6;

    long rows() {
        return ReadFile.rows(inputs);
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

    /** Rows that were there before, with the same content. */
    long duplicates() {
        return rows() - bars() - news - splits - deadLetters.total();
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
        return SummaryJson.of(json -> {
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("release", watch.release());
            json.writeStringField("ruleBook", "sha256:" + watch.ruleBook().sha256());
            json.writeStringField("index", watch.index());
            writeInputs(json);
            writeAlerts(json);
            writeLargest(json);
        });
    }

    private void writeInputs(JsonGenerator json) throws IOException {
        SummaryJson.inputs(json, inputs);
        json.writeNumberField("bars", bars());
        json.writeNumberField("news", news);
        json.writeNumberField("splits", splits);
        json.writeNumberField("badRows", badRows);
        json.writeNumberField("duplicates", duplicates());
        deadLetters.write(json);
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
