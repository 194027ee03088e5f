package ai.finai.cli.input.market;

import ai.finai.events.Instants;
import ai.finai.events.Money;
import ai.finai.events.Origin;
import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.events.yaml.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of one row as texts, however they were written, and what they make. Used again for the next row. */
final class FieldTexts {

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,30}(\\.\\d{1,30})?");
    private static final Pattern VOLUME = Pattern.compile("\\d{1,18}(\\.0{1,30})?");
    private static final int SIGNIFICANT_DIGITS = 15;
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int LONGEST_ID = 256;
    private static final int SHOWN = 40;

    private final Map<String, String> texts = new HashMap<>();
    private final List<String> symbols = new ArrayList<>();
    private String lastInterval = "";
    private long lastIntervalMillis;

    void clear() {
        texts.clear();
        symbols.clear();
    }

    /** An empty text is none. */
    void put(String field, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            texts.put(field, text);
        }
    }

    /** Blanks around it are none of it; one that is there already is left out. */
    void addSymbol(String symbol) {
        String name = symbol.strip();
        if (!name.isEmpty() && !symbols.contains(name)) {
            symbols.add(name);
        }
    }

    MarketEvent event(MarketKind kind, Origin origin) throws BadField {
        return switch (kind) {
            case PRICES -> bar(origin);
            case NEWS -> news(origin);
            case SPLITS -> split(origin);
        };
    }

    private PriceBar bar(Origin origin) throws BadField {
        PriceBar bar = new PriceBar(
                id("symbol"),
                time("start"),
                interval(),
                price("open"),
                price("high"),
                price("low"),
                price("close"),
                volume(),
                currency(),
                origin);
        if (bar.low() > bar.high()) {
            throw new BadField("low", shown("low") + " is above high, " + shown("high"));
        }
        within("open", bar.open(), bar);
        within("close", bar.close(), bar);
        return bar;
    }

    private void within(String field, double price, PriceBar bar) throws BadField {
        boolean above = price > bar.high();
        if (above || price < bar.low()) {
            String end = above ? "high" : "low";
            throw new BadField(
                    field,
                    shown(field) + " is " + (above ? "above " : "below ") + end + ", " + shown(end)
                            + "; expected low <= " + field + " <= high");
        }
    }

    private NewsItem news(Origin origin) throws BadField {
        String id = id("newsId");
        long published = time("published");
        String headline = required("headline");
        if (headline.isBlank()) {
            throw new BadField("headline", "is blank; expected text");
        }
        if (symbols.isEmpty()) {
            throw new BadField("symbols", "there are none; expected at least one");
        }
        return new NewsItem(id, published, headline, texts.get("body"), texts.get("source"), symbols, origin);
    }

    private Split split(Origin origin) throws BadField {
        Split split = new Split(id("symbol"), time("effective"), price("ratio"), origin);
        if (split.ratio() == 1) {
            throw new BadField("ratio", "is 1, which splits nothing; expected new shares for an old one");
        }
        return split;
    }

    private String required(String field) throws BadField {
        String text = texts.get(field);
        if (text == null) {
            throw new BadField(field, "is missing");
        }
        return text;
    }

    private String id(String field) throws BadField {
        String text = required(field);
        if (text.length() > LONGEST_ID || text.chars().anyMatch(Character::isISOControl)) {
            throw new BadField(
                    field,
                    shown(field) + " is too long or has control characters; expected at most " + LONGEST_ID
                            + " characters of one line");
        }
        return text;
    }

    private long time(String field) throws BadField {
        long time = Instants.parse(required(field));
        if (time == Instants.INVALID) {
            throw new BadField(field, shown(field) + " is not an instant; expected for example 2026-01-05T14:30:00Z");
        }
        return time;
    }

    private long interval() throws BadField {
        String text = required("interval");
        if (!text.equals(lastInterval)) {
            try {
                Duration duration = Durations.parse(text);
                if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
                    throw new BadField("interval", shown("interval") + " is out of range; expected up to 31 days");
                }
                lastIntervalMillis = duration.toMillis();
                lastInterval = text;
            } catch (IllegalArgumentException e) {
                throw new BadField(
                        "interval", shown("interval") + " is not a duration; expected for example PT1M or P1D");
            }
        }
        return lastIntervalMillis;
    }

    private double price(String field) throws BadField {
        String text = required(field);
        if (!DECIMAL.matcher(text).matches()) {
            throw new BadField(field, shown(field) + " is not a positive plain decimal; expected for example 187.15");
        }
        if (text.length() > SIGNIFICANT_DIGITS
                && new BigDecimal(text).stripTrailingZeros().precision() > SIGNIFICANT_DIGITS) {
            throw new BadField(field, shown(field) + " has too many digits; expected at most " + SIGNIFICANT_DIGITS);
        }
        double price = Double.parseDouble(text);
        if (price <= 0) {
            throw new BadField(field, shown(field) + " is not positive");
        }
        return price;
    }

    private long volume() throws BadField {
        String text = required("volume");
        if (!VOLUME.matcher(text).matches()) {
            throw new BadField(
                    "volume", shown("volume") + " is not a volume; expected a whole number that is not negative");
        }
        int point = text.indexOf('.');
        return Long.parseLong(point < 0 ? text : text.substring(0, point));
    }

    private String currency() throws BadField {
        String text = required("currency");
        if (!Money.isCurrency(text)) {
            throw new BadField("currency", shown("currency") + " is unknown; expected a code of ISO 4217, such as USD");
        }
        return text;
    }

    private String shown(String field) {
        String text = texts.getOrDefault(field, "");
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
