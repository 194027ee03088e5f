package ai.finai.cli.input.market;

import ai.finai.cli.input.rows.CsvForm;
import ai.finai.cli.input.rows.MappedField;
import ai.finai.cli.input.rows.MappedTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a CSV file become the fields of bars, news or splits: a mapping file, as src/docs/commands.md explains
 * it. It has exactly one of {@code prices}, {@code news} and {@code splits}.
 *
 * @param delimiter one character; a comma where null
 * @param encoding a charset's name; UTF-8 where null
 */
record MarketMapping(
        @Nullable String delimiter,
        @Nullable String encoding,
        @Nullable Prices prices,
        @Nullable News news,
        @Nullable Splits splits) {

    MarketMapping {
        CsvForm.of(delimiter, encoding);
        int kinds = (prices == null ? 0 : 1) + (news == null ? 0 : 1) + (splits == null ? 0 : 1);
        if (kinds != 1) {
            throw new IllegalArgumentException("maps " + kinds + " of prices, news, splits; name exactly one");
        }
    }

    /** By the names that they have in the {@code prices} topic. */
    record Prices(
            MappedField symbol,
            MappedTime start,
            MappedField interval,
            MappedField open,
            MappedField high,
            MappedField low,
            MappedField close,
            MappedField volume,
            MappedField currency) {}

    /** By the names that they have in the {@code news} topic. */
    record News(
            MappedField newsId,
            MappedTime published,
            MappedField headline,
            @Nullable MappedField body,
            @Nullable MappedField source,
            Symbols symbols) {}

    /**
     * Whom news is about: a column, or the same in every row.
     *
     * @param separator what stands between two symbols of a column; a semicolon where null
     */
    record Symbols(
            @Nullable String column,
            @Nullable List<String> constant,
            @Nullable String separator) {

        Symbols {
            if ((column == null) == (constant == null)) {
                throw new IllegalArgumentException("name one of column and constant");
            }
            if (constant != null && (constant.isEmpty() || separator != null)) {
                throw new IllegalArgumentException(
                        separator == null ? "constant: names no symbol" : "separator: is of use only with column");
            }
            if (separator != null && separator.isEmpty()) {
                throw new IllegalArgumentException("separator: is empty; leave it out for a semicolon");
            }
        }

        String between() {
            return separator == null ? ";" : separator;
        }
    }

    /** By the names that they have in the {@code splits} topic. */
    record Splits(MappedField symbol, MappedTime effective, MappedField ratio) {}

    /** FinAI's own columns: each field by its name. What may be empty may be without a column. */
    static MarketMapping own(MarketKind kind, List<String> header) {
        return switch (kind) {
            case PRICES ->
                new MarketMapping(
                        null,
                        null,
                        new Prices(
                                MappedField.ofColumn("symbol"),
                                MappedTime.ofColumn("start"),
                                MappedField.ofColumn("interval"),
                                MappedField.ofColumn("open"),
                                MappedField.ofColumn("high"),
                                MappedField.ofColumn("low"),
                                MappedField.ofColumn("close"),
                                MappedField.ofColumn("volume"),
                                MappedField.ofColumn("currency")),
                        null,
                        null);
            case NEWS ->
                new MarketMapping(
                        null,
                        null,
                        null,
                        new News(
                                MappedField.ofColumn("newsId"),
                                MappedTime.ofColumn("published"),
                                MappedField.ofColumn("headline"),
                                header.contains("body") ? MappedField.ofColumn("body") : null,
                                header.contains("source") ? MappedField.ofColumn("source") : null,
                                new Symbols("symbols", null, null)),
                        null);
            case SPLITS ->
                new MarketMapping(
                        null,
                        null,
                        null,
                        null,
                        new Splits(
                                MappedField.ofColumn("symbol"),
                                MappedTime.ofColumn("effective"),
                                MappedField.ofColumn("ratio")));
        };
    }

    CsvForm form() {
        return CsvForm.of(delimiter, encoding);
    }
}
