package ai.finai.events.market;

import ai.finai.events.DecimalText;
import ai.finai.events.Instants;
import ai.finai.events.Money;
import ai.finai.events.RecordDraft;
import ai.finai.events.RejectionReason;
import ai.finai.events.Shown;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of the market in hand: what {@link RecordDraft} says, for fields of the few forms that such records have. */
abstract class MarketDraft<T> extends RecordDraft<T> {

    /** What prices and ratios may have: a double holds any 15 digits. */
    private static final int MAX_DIGITS = 15;

    private static final int MAX_DECIMALS = 12;

    private static final long MAX_INTERVAL = Duration.ofDays(31).toMillis();

    /** Of symbols in a record. */
    static final int MAX_SYMBOLS = 64;

    private final Field[] fields;
    private final DecimalText decimal = new DecimalText();

    // By the number of the field, what its form calls for.
    private final boolean[] present;
    private final @Nullable String[] texts;
    private final double[] decimals;
    private final long[] numbers;
    private final List<String> several = new ArrayList<>();

    MarketDraft(Duration maxFuture, Field... fields) {
        super(maxFuture.toMillis());
        this.fields = fields;
        this.present = new boolean[fields.length];
        this.texts = new @Nullable String[fields.length];
        this.decimals = new double[fields.length];
        this.numbers = new long[fields.length];
    }

    @Override
    protected void clear() {
        super.clear();
        Arrays.fill(present, false);
        Arrays.fill(texts, null);
        several.clear();
    }

    @Override
    protected int field(String name) {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    boolean has(int field) {
        return present[field];
    }

    @Nullable
    String text(int field) {
        return texts[field];
    }

    double decimal(int field) {
        return decimals[field];
    }

    /** A time or a length of time in milliseconds, or a count. */
    long number(int field) {
        return numbers[field];
    }

    /** Of the one field of that form. */
    List<String> texts() {
        return several;
    }

    @Override
    protected void value(int number, JsonParser json, JsonToken token, boolean escapes) throws IOException {
        Field field = fields[number];
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        switch (field.form()) {
            case VERSION -> schemaVersion(json, token);
            case IDS -> texts(number, json, token, escapes);
            case DECIMAL, COUNT -> {
                if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                    figure(number, json);
                } else {
                    wrong(field, json, token);
                }
            }
            default -> {
                if (token == JsonToken.VALUE_STRING) {
                    text(number, json, escapes);
                } else {
                    wrong(field, json, token);
                }
            }
        }
    }

    private void wrong(Field field, JsonParser json, JsonToken token) throws IOException {
        wrongType(field.name(), token, field.form().expected());
        json.skipChildren();
    }

    private void texts(int number, JsonParser json, JsonToken token, boolean escapes) throws IOException {
        Field field = fields[number];
        if (token != JsonToken.START_ARRAY) {
            wrong(field, json, token);
            return;
        }
        present[number] = true;
        for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
            if (item != JsonToken.VALUE_STRING) {
                wrong(field, json, item);
                continue;
            }
            String text = clean(field, json, escapes);
            if (text != null && !several.contains(text)) {
                several.add(text);
                if (several.size() > MAX_SYMBOLS) {
                    reject(
                            RejectionReason.FIELD_TOO_LONG,
                            field.name() + ": has more than " + MAX_SYMBOLS + " entries; send those that it is about");
                    several.remove(MAX_SYMBOLS);
                }
            }
        }
    }

    /** The text that the parser stands on; null where it is blank or not good. */
    private @Nullable String clean(Field field, JsonParser json, boolean escapes) throws IOException {
        char[] chars = json.getTextCharacters();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        boolean id = field.form() == Form.ID || field.form() == Form.IDS;
        if (blank(chars, from, length)) {
            return null;
        }
        while (id && chars[from] == ' ') {
            from++;
            length--;
        }
        while (id && chars[from + length - 1] == ' ') {
            length--;
        }
        return !isShort(field.name(), field.maxLength(), chars, from, length)
                        || (escapes && !isClean(field.name(), field.lines(), chars, from, length))
                        || (id && !isVisible(field.name(), chars, from, length))
                ? null
                : new String(chars, from, length);
    }

    private void text(int number, JsonParser json, boolean escapes) throws IOException {
        Field field = fields[number];
        String text = clean(field, json, escapes);
        if (text == null) {
            return;
        }
        switch (field.form()) {
            case EXACT_TIME -> {
                if (isFine(text)) {
                    reject(
                            field.reason(),
                            field.name() + ": " + Shown.time(text)
                                    + " is finer than a millisecond; send at most three decimals of a second");
                } else {
                    time(number, text);
                }
            }
            case TIME -> time(number, text);
            case DURATION -> duration(number, text);
            case CURRENCY -> currency(number, text);
            default -> {
                texts[number] = text;
                present[number] = true;
            }
        }
    }

    private void time(int number, String text) {
        numbers[number] = time(fields[number].name(), text.toCharArray(), 0, text.length());
        present[number] = numbers[number] != Instants.INVALID;
    }

    /** Whether there are digits other than 0 behind the third decimal of a second. */
    private static boolean isFine(String time) {
        int point = time.indexOf('.');
        for (int i = point + 4; point >= 0 && i < time.length() && Character.isDigit(time.charAt(i)); i++) {
            if (time.charAt(i) != '0') {
                return true;
            }
        }
        return false;
    }

    private void currency(int number, String text) {
        if (Money.isCurrency(text)) {
            texts[number] = text;
            present[number] = true;
        } else {
            reject(
                    RejectionReason.UNKNOWN_CURRENCY,
                    fields[number].name() + ": " + Shown.letters(text)
                            + " is not a currency of ISO 4217; send its three capital letters, such as USD");
        }
    }

    private void duration(int number, String text) {
        Field field = fields[number];
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()
                    && !duration.isZero()
                    && duration.compareTo(Duration.ofMillis(MAX_INTERVAL)) <= 0
                    && duration.getNano() % 1_000_000 == 0) {
                numbers[number] = duration.toMillis();
                present[number] = true;
                return;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        reject(
                field.reason(),
                field.name() + ": " + Shown.time(text)
                        + " is not an ISO 8601 duration from PT0.001S to P31D; send one such as PT1M");
    }

    private void figure(int number, JsonParser json) throws IOException {
        Field field = fields[number];
        char[] chars = json.getTextCharacters();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        if (blank(chars, from, length)) {
            return;
        }
        String problem = decimal.parse(chars, from, length);
        if (field.form() == Form.COUNT) {
            if (problem != null && decimal.isZero()) {
                problem = null;
            } else if (problem == null && decimal.decimals() > 0) {
                problem = "is not a whole number";
            } else if (problem != null && chars[from] == '-') {
                problem = "is negative";
            }
            if (problem == null) {
                numbers[number] = decimal.isZero() ? 0 : decimal.minorUnits(0);
                present[number] = true;
            }
        } else if (problem == null) {
            if (decimal.digits() > MAX_DIGITS || decimal.decimals() > MAX_DECIMALS) {
                problem = "has more than " + MAX_DIGITS + " digits or " + MAX_DECIMALS + " decimals";
            } else {
                decimals[number] = decimal.value();
                present[number] = true;
            }
        }
        if (problem != null) {
            reject(
                    field.reason(),
                    field.name() + ": " + Shown.number(chars, from, length) + ' ' + problem + "; send "
                            + (field.form() == Form.COUNT
                                    ? "a whole number from 0, of at most 18 digits"
                                    : "a positive decimal string such as \"187.40\""));
        }
    }
}
