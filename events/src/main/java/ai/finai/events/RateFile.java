package ai.finai.events;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the file of a {@link RateTable} and complains about all of it at once. */
final class RateFile {

    private static final String HEADER = "date,currency,rate";
    /** Excel writes one. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final LocalDate FIRST_DATE = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);

    private final String name;
    private final String baseCurrency;
    private final List<String> errors = new ArrayList<>();
    private final Map<String, NavigableMap<Long, BigDecimal>> rates = new TreeMap<>();
    private int line;
    private boolean headerSeen;

    private RateFile(String name, String baseCurrency) {
        this.name = name;
        this.baseCurrency = baseCurrency;
    }

    static RateTable parse(String name, byte[] bytes, String baseCurrency) {
        RateFile file = new RateFile(name, baseCurrency);
        if (!Money.isCurrency(baseCurrency)) {
            throw new InvalidRatesException(
                    List.of(name + ": the base currency \"" + baseCurrency + "\" is not one of ISO 4217"));
        }
        int invalid = Utf8.firstInvalid(bytes);
        if (invalid >= 0) {
            throw new InvalidRatesException(List.of(name + ": byte " + invalid + " is not UTF-8; save it as UTF-8"));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        text.substring(text.startsWith(BYTE_ORDER_MARK) ? 1 : 0).lines().forEach(file::line);
        if (!file.headerSeen) {
            file.error("the header is missing; begin with the line " + HEADER);
        }
        if (!file.errors.isEmpty()) {
            throw new InvalidRatesException(file.errors);
        }
        return RateTable.of(baseCurrency, Hashes.sha256(bytes), file.rates);
    }

    private void line(String text) {
        line++;
        String content = text.strip();
        if (content.isEmpty() || content.startsWith("#")) {
            return;
        }
        if (!headerSeen) {
            headerSeen = true;
            if (!content.equals(HEADER)) {
                error("the header is missing; begin with the line " + HEADER);
            }
            return;
        }
        String[] columns = content.split(",", -1);
        if (columns.length != 3) {
            error("has " + columns.length + " columns; write date,currency,rate");
            return;
        }
        LocalDate date = date(columns[0].strip());
        String currency = currency(columns[1].strip());
        BigDecimal rate = rate(columns[2].strip());
        if (date != null && currency != null && rate != null) {
            add(date, currency, rate);
        }
    }

    private @Nullable LocalDate date(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (!date.isBefore(FIRST_DATE) && !date.isAfter(LAST_DATE)) {
                return date;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        error("date: \"" + text + "\" is not a day from " + FIRST_DATE + " to " + LAST_DATE
                + "; write it as 2026-01-05");
        return null;
    }

    private @Nullable String currency(String text) {
        if (Money.isCurrency(text)) {
            return text;
        }
        error("currency: \"" + text + "\" is not one of ISO 4217; write its three capital letters, such as EUR");
        return null;
    }

    private @Nullable BigDecimal rate(String text) {
        String problem = new DecimalText().parse(text.toCharArray(), 0, text.length());
        if (problem == null && !text.isEmpty()) {
            return new BigDecimal(text);
        }
        error("rate: \"" + text + "\" " + (text.isEmpty() ? "is missing" : problem)
                + "; write what one unit is worth in " + baseCurrency + ", such as 1.0825");
        return null;
    }

    private void add(LocalDate date, String currency, BigDecimal rate) {
        if (currency.equals(baseCurrency)) {
            if (rate.compareTo(BigDecimal.ONE) != 0) {
                error("rate: " + currency + " is the base currency, which is worth 1; remove the line");
            }
            return;
        }
        String problem = RateTable.problem(currency, rate, baseCurrency);
        if (problem != null) {
            error("rate: " + problem);
        } else if (rates.computeIfAbsent(currency, c -> new TreeMap<>()).putIfAbsent(date.toEpochDay(), rate) != null) {
            error("a second rate for " + currency + " on " + date + "; keep one of them");
        }
    }

    private void error(String what) {
        errors.add(name + ':' + Math.max(1, line) + ": " + what);
    }
}
