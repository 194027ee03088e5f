package ai.finai.cli.input.market;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Tells bars, news and splits apart where they stand in one file, which records of topics need not be. Not thread-safe. */
final class RecordKind {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<MarketKind, Integer> fields = new EnumMap<>(MarketKind.class);

    /**
     * What a row is to be read as: that of which it has most fields; a bar where it has none, or is no JSON object, for the
     * reader to say so.
     */
    MarketKind of(byte[] row) {
        fields.clear();
        try (JsonParser json = JSON.createParser(row)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    json.skipChildren();
                    for (MarketKind kind : MarketKind.values()) {
                        if (kind.own().contains(name)
                                && fields.merge(kind, 1, Integer::sum)
                                        == kind.own().size()) {
                            return kind;
                        }
                    }
                }
            }
        } catch (IOException e) {
            // The reader says what is wrong.
        }
        MarketKind most = MarketKind.PRICES;
        for (MarketKind kind : MarketKind.values()) {
            most = fields.getOrDefault(kind, 0) > fields.getOrDefault(most, 0) ? kind : most;
        }
        return most;
    }
}
