package ai.finai.cli.input.market;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Reads a JSON object's fields. Those that are not known are left out. */
final class JsonFields {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> KNOWN = new HashSet<>();

    static {
        for (MarketKind kind : MarketKind.values()) {
            KNOWN.addAll(kind.fields());
        }
    }

    private final Set<String> names = new HashSet<>();

    /**
     * @param line one object in UTF-8
     * @return what its fields make it; prices where they do not say
     */
    MarketKind read(byte[] line, FieldTexts texts) throws BadField {
        texts.clear();
        names.clear();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BadField(null, "is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                if (KNOWN.contains(field)) {
                    names.add(field);
                    read(field, value, json, texts);
                } else {
                    json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw new BadField(null, "there is more behind the JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new BadField(null, "is not JSON in UTF-8: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadField(null, "is not JSON in UTF-8: " + e.getMessage());
        }
        MarketKind kind = MarketKind.of(names);
        return kind == null ? MarketKind.PRICES : kind;
    }

    private static void read(String field, JsonToken value, JsonParser json, FieldTexts texts)
            throws IOException, BadField {
        boolean isSymbols = "symbols".equals(field);
        if (value == JsonToken.START_ARRAY && isSymbols) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.VALUE_STRING) {
                    throw new BadField(field, "holds something other than texts; expected for example [\"ABCD\"]");
                }
                texts.addSymbol(json.getText());
            }
        } else if (value == JsonToken.VALUE_NULL) {
            return;
        } else if (isSymbols || !value.isScalarValue() || value.isBoolean()) {
            throw new BadField(
                    field, "is " + json.getText() + "; expected " + (isSymbols ? "a list of texts" : "a text"));
        } else {
            texts.put(field, json.getText());
        }
    }
}
