package ai.finai.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object read whole, for records that come seldom (alerts, dead letters). Numbers keep their text. Every complaint
 * is an {@link IllegalArgumentException} that names the field and no value.
 */
public final class JsonObject {

    /** A number as its text stands. */
    public record Numeral(String text) {}

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String path;
    private final Map<String, @Nullable Object> fields;

    private JsonObject(String path, Map<String, @Nullable Object> fields) {
        this.path = path;
        this.fields = fields;
    }

    /** @throws IllegalArgumentException if it is no JSON object, or has a field twice */
    public static JsonObject parse(byte[] bytes) {
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            JsonObject object = new JsonObject("", object(json));
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("more after the JSON object");
            }
            return object;
        } catch (IOException e) {
            // Its message can quote the content.
            throw new IllegalArgumentException("not JSON");
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            fields.put(name, value(json));
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(json.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<@Nullable Object> array(JsonParser json) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(json));
        }
        return items;
    }

    public Map<String, @Nullable Object> fields() {
        return fields;
    }

    public @Nullable String optionalText(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(name, "a string");
    }

    public String text(String name) {
        String value = optionalText(name);
        if (value == null) {
            throw wrong(name, "a string");
        }
        return value;
    }

    public long wholeNumber(String name) {
        if (fields.get(name) instanceof Numeral numeral) {
            try {
                return Long.parseLong(numeral.text());
            } catch (NumberFormatException e) {
                throw wrong(name, "a whole number");
            }
        }
        throw wrong(name, "a whole number");
    }

    public double number(String name) {
        if (fields.get(name) instanceof Numeral numeral) {
            return Double.parseDouble(numeral.text());
        }
        throw wrong(name, "a number");
    }

    /** Null where the field is null, or not there. */
    public @Nullable Double optionalNumber(String name) {
        return fields.get(name) == null ? null : (Double) number(name);
    }

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    public long instant(String name) {
        long millis = Instants.parse(text(name));
        if (millis == Instants.INVALID) {
            throw wrong(name, "an ISO 8601 instant");
        }
        return millis;
    }

    /** A decimal in a string, finite. */
    public double decimal(String name) {
        try {
            double value = new BigDecimal(text(name)).doubleValue();
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw wrong(name, "a decimal in a string");
    }

    /** Milliseconds of an ISO 8601 duration. */
    public long duration(String name) {
        try {
            return Duration.parse(text(name)).toMillis();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw wrong(name, "an ISO 8601 duration");
        }
    }

    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        try {
            return Enum.valueOf(type, text(name));
        } catch (IllegalArgumentException e) {
            throw wrong(name, "one of " + List.of(type.getEnumConstants()));
        }
    }

    /** Null where the field is null, or not there. */
    public @Nullable JsonObject optionalObject(String name) {
        Object value = fields.get(name);
        return value == null ? null : object(name, value);
    }

    public JsonObject object(String name) {
        return object(name, fields.get(name));
    }

    public List<JsonObject> objects(String name) {
        if (fields.get(name) instanceof List<?> items) {
            List<JsonObject> objects = new ArrayList<>(items.size());
            for (Object item : items) {
                objects.add(object(name + '[' + objects.size() + ']', item));
            }
            return objects;
        }
        throw wrong(name, "an array");
    }

    @SuppressWarnings("unchecked") // only this class makes the maps
    private JsonObject object(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonObject(path + name + '.', (Map<String, @Nullable Object>) map);
        }
        throw wrong(name, "an object");
    }

    private IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException(path + name + ": is not " + expected);
    }
}
