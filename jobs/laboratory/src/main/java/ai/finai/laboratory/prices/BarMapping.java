package ai.finai.laboratory.prices;

import static ai.finai.events.yaml.InvalidValues.unless;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.Shipped;
import ai.finai.events.yaml.InvalidValues;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.events.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a CSV file become bars: a mapping file of a backtest of the market, with the interval as a constant.
 *
 * @param delimiter a comma
 * @param prices where each field comes from
 */
record BarMapping(@Nullable String delimiter, Fields prices) {

    /** @param currency not looked at: a model is trained on returns */
    record Fields(
            Column symbol,
            Start start,
            Constant interval,
            Column open,
            Column high,
            Column low,
            Column close,
            Column volume,
            @Nullable Constant currency) {}

    /** @param constant of every bar */
    record Constant(String constant) {}

    /** @param column its header */
    record Column(String column) {}

    /**
     * When a bar begins.
     *
     * @param column its header
     * @param format a pattern of java.time, of a day or of a day and a time, in UTC; null for ISO 8601 instants
     */
    record Start(String column, @Nullable String format) {

        /** @return milliseconds since 1970-01-01T00:00:00Z, null if the text is no such time */
        @Nullable
        Long millis(String text) {
            try {
                if (format == null) {
                    return Instant.parse(text).toEpochMilli();
                }
                DateTimeFormatter formatter = DateTimeFormatter.ofPattern(format, Locale.ENGLISH);
                LocalDateTime start = format.contains("H")
                        ? LocalDateTime.parse(text, formatter)
                        : LocalDate.parse(text, formatter).atStartOfDay();
                return start.toInstant(ZoneOffset.UTC).toEpochMilli();
            } catch (DateTimeException | IllegalArgumentException e) {
                return null;
            }
        }
    }

    BarMapping {
        InvalidValues.throwIfAny(
                unless(delimiter == null || delimiter.equals(","), "delimiter", "must be a comma"),
                unless(
                        length(prices.interval().constant()) != null,
                        "prices",
                        "interval '" + prices.interval().constant() + "' is no length such as P1D or PT1M"));
    }

    private static @Nullable Duration length(String interval) {
        try {
            Duration length = Duration.parse(interval);
            return length.isNegative() || length.isZero() ? null : length;
        } catch (DateTimeException e) {
            return null;
        }
    }

    Duration length() {
        return Duration.parse(prices.interval().constant());
    }

    /**
     * @param mapping the name of one that ships with FinAI, or a file that ends with {@code .yaml}
     * @throws CommandFailed if there is none, or it is not as it should be
     */
    static BarMapping of(String mapping) {
        Path file = mapping.endsWith(".yaml") ? Path.of(mapping) : Shipped.mapping(mapping);
        try {
            return YamlDocument.read(file).bind(BarMapping.class);
        } catch (InvalidYaml e) {
            throw CommandFailed.usage(e.getMessage() + "\nof bars are: ohlcv", e);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }
}
