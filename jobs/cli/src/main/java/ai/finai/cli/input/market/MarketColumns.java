package ai.finai.cli.input.market;

import ai.finai.cli.input.rows.ColumnSources;
import ai.finai.cli.input.rows.ColumnSources.Source;
import ai.finai.cli.input.rows.MappedField;
import ai.finai.cli.input.rows.MappedTime;
import ai.finai.cli.input.rows.UnmappableRow;
import ai.finai.events.JsonWriter;
import ai.finai.events.yaml.Durations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MarketMapping} bound to the columns of one file: turns a row's cells into the JSON of a record, which is then read
 * as every other record is. Not thread-safe.
 */
final class MarketColumns {

    /** @param name of the field, as {@link JsonWriter#encodedName} gives it */
    private record Target(byte[] name, Source source) {}

    private final MarketKind kind;
    private final ColumnSources columns;
    private final JsonWriter json = new JsonWriter();
    private final List<Target> targets = new ArrayList<>();
    private final Map<String, String> columnOfField = new HashMap<>();
    private MarketMapping.@Nullable Symbols symbols;
    private @Nullable Source symbolTexts;

    private MarketColumns(MarketKind kind, List<String> header) {
        this.kind = kind;
        this.columns = new ColumnSources(header, false);
    }

    /** With {@link #errors} where the columns are not all there. */
    static MarketColumns bind(MarketMapping mapping, List<String> header) {
        MarketMapping.Prices prices = mapping.prices();
        MarketMapping.News news = mapping.news();
        MarketMapping.Splits splits = mapping.splits();
        if (prices != null) {
            MarketColumns bound = new MarketColumns(MarketKind.PRICES, header);
            bound.add("symbol", prices.symbol());
            bound.add("start", prices.start());
            bound.addInterval(prices.interval());
            bound.add("open", prices.open());
            bound.add("high", prices.high());
            bound.add("low", prices.low());
            bound.add("close", prices.close());
            bound.add("volume", prices.volume());
            bound.add("currency", prices.currency());
            return bound;
        }
        if (news != null) {
            MarketColumns bound = new MarketColumns(MarketKind.NEWS, header);
            bound.add("newsId", news.newsId());
            bound.add("published", news.published());
            bound.add("headline", news.headline());
            bound.add("body", news.body());
            bound.add("source", news.source());
            bound.add(news.symbols());
            return bound;
        }
        if (splits != null) {
            MarketColumns bound = new MarketColumns(MarketKind.SPLITS, header);
            bound.add("symbol", splits.symbol());
            bound.add("effective", splits.effective());
            bound.add("ratio", splits.ratio());
            return bound;
        }
        throw new IllegalStateException("a mapping maps one kind");
    }

    private void add(String field, @Nullable MappedField mapped) {
        if (mapped != null) {
            add(field, columns.of(mapped), mapped.column());
        }
    }

    private void add(String field, Source source, @Nullable String column) {
        targets.add(new Target(JsonWriter.encodedName(field), source));
        if (column != null) {
            columnOfField.put(field, column);
        }
    }

    /** Also as people write durations, {@code 1d}, which records of topics may not have. */
    private void addInterval(MappedField mapped) {
        add("interval", new IsoDurations(columns.of(mapped)), mapped.column());
    }

    private void add(String field, MappedTime mapped) {
        add(field, columns.time(mapped, field), mapped.column());
    }

    private void add(MarketMapping.Symbols mapped) {
        symbols = mapped;
        if (mapped.column() != null) {
            symbolTexts = columns.column(mapped.column());
            columnOfField.put("symbols", mapped.column());
        }
    }

    MarketKind kind() {
        return kind;
    }

    /** A sentence for each column that is not there, or there twice. */
    List<String> errors() {
        return columns.errors();
    }

    /** A sentence about a field, about its column where it has one. */
    String ofColumn(String sentence) {
        int end = sentence.indexOf(": ");
        String column = end < 0 ? null : columnOfField.get(sentence.substring(0, end));
        return column == null ? sentence : column + sentence.substring(end);
    }

    /** @throws UnmappableRow if the row has more or fewer cells than the header, or a time that cannot be read */
    byte[] toJson(List<String> cells, int file, long line) throws UnmappableRow {
        columns.checkCount(cells);
        json.clear().startObject();
        for (Target target : targets) {
            String text = target.source().text(cells, file, line);
            if (text != null && !text.isEmpty()) {
                json.name(target.name()).text(text);
            }
        }
        if (symbols != null) {
            json.name("symbols").startArray();
            writeSymbols(symbols, cells, file, line);
            json.endArray();
        }
        return json.endObject().toBytes();
    }

    private void writeSymbols(MarketMapping.Symbols mapped, List<String> cells, int file, long line)
            throws UnmappableRow {
        Source source = symbolTexts;
        if (source == null) {
            List<String> constant = mapped.constant();
            (constant == null ? List.<String>of() : constant).forEach(json::text);
            return;
        }
        String joined = source.text(cells, file, line);
        String between = mapped.between();
        for (int at = 0; joined != null && at <= joined.length(); ) {
            int next = joined.indexOf(between, at);
            int until = next < 0 ? joined.length() : next;
            json.text(joined.substring(at, until));
            at = until + between.length();
        }
    }

    /** Durations in the one form that records have; what is none stays as it is, for the reader to refuse. */
    private static final class IsoDurations implements Source {

        private final Source text;
        private String last = "";
        private String lastIso = "";

        IsoDurations(Source text) {
            this.text = text;
        }

        @Override
        public @Nullable String text(List<String> cells, int file, long line) throws UnmappableRow {
            String written = text.text(cells, file, line);
            if (written != null && !written.equals(last)) {
                last = written;
                lastIso = iso(written);
            }
            return written == null ? null : lastIso;
        }

        private static String iso(String written) {
            try {
                return Durations.parse(written).toString();
            } catch (IllegalArgumentException e) {
                return written;
            }
        }
    }
}
