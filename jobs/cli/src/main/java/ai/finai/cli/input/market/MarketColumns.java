package ai.finai.cli.input.market;

import ai.finai.cli.input.rows.ColumnSources;
import ai.finai.cli.input.rows.ColumnSources.Source;
import ai.finai.cli.input.rows.MappedField;
import ai.finai.cli.input.rows.MappedTime;
import ai.finai.cli.input.rows.UnmappableRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link MarketMapping} bound to the columns of one file. Not thread-safe. */
final class MarketColumns {

    private record Target(String field, Source source) {}

    private final MarketKind kind;
    private final ColumnSources columns;
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
            bound.add("interval", prices.interval());
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
            targets.add(new Target(field, columns.of(mapped)));
            if (mapped.column() != null) {
                columnOfField.put(field, mapped.column());
            }
        }
    }

    private void add(String field, MappedTime mapped) {
        targets.add(new Target(field, columns.time(mapped, field)));
        columnOfField.put(field, mapped.column());
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

    /** What the file calls a field; the field's own name where it has no column. */
    String columnOf(String field) {
        return columnOfField.getOrDefault(field, field);
    }

    /** @throws UnmappableRow if the row has more or fewer cells than the header, or a time that cannot be read */
    void read(List<String> cells, int file, long line, FieldTexts texts) throws UnmappableRow {
        columns.checkCount(cells);
        texts.clear();
        for (Target target : targets) {
            texts.put(target.field(), target.source().text(cells, file, line));
        }
        MarketMapping.Symbols mapped = symbols;
        if (mapped == null) {
            return;
        }
        Source source = symbolTexts;
        if (source == null) {
            List<String> constant = mapped.constant();
            (constant == null ? List.<String>of() : constant).forEach(texts::addSymbol);
            return;
        }
        String joined = source.text(cells, file, line);
        String between = mapped.between();
        for (int at = 0; joined != null && at <= joined.length(); ) {
            int next = joined.indexOf(between, at);
            int until = next < 0 ? joined.length() : next;
            texts.addSymbol(joined.substring(at, until));
            at = until + between.length();
        }
    }
}
