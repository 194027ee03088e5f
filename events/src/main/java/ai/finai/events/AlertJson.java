package ai.finai.events;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert as a record of the {@code alerts} topic: {@code schema/alert.schema.json}. Equal alerts give the same bytes, on
 * every machine and Java release, so a replay can be compared byte for byte; when an alert was made is therefore a header.
 */
public final class AlertJson {

    /** Header: when the alert was made by the clock, ISO 8601. */
    public static final String MADE_AT = "finai.made-at";

    /** Scores are written to this many decimals, half to even. */
    private static final int SCORE_DECIMALS = 6;

    private AlertJson() {}

    public static byte[] write(Alert alert) {
        JsonWriter json = new JsonWriter()
                .startObject()
                .name("schemaVersion")
                .number(Alert.SCHEMA_VERSION)
                .name("alertId")
                .text(alert.alertId())
                .name("rule")
                .startObject()
                .name("id")
                .text(alert.rule().id())
                .name("kind")
                .text(alert.rule().kind())
                .name("version")
                .number(alert.rule().version())
                .endObject()
                .name("subject")
                .startObject()
                .name("type")
                .text(alert.subject().type())
                .name("id")
                .text(alert.subject().id())
                .endObject()
                .name("severity")
                .text(alert.severity().name())
                .name("eventTime")
                .instant(alert.eventTime())
                .name("narrative")
                .text(alert.narrative());
        facts(json, alert.facts());
        json.name("evidence").startArray();
        alert.evidence().forEach(evidence -> write(json, evidence));
        json.endArray()
                .name("evidenceCount")
                .number(alert.evidenceCount())
                .name("evidenceSha256")
                .text(alert.evidenceSha256());
        json.name("scores").startArray();
        alert.scores().forEach(score -> write(json, score));
        return json.endArray()
                .name("provenance")
                .startObject()
                .name("ruleBook")
                .text(alert.provenance().ruleBook())
                .name("rates")
                .text(alert.provenance().rates())
                .name("job")
                .text(alert.provenance().job())
                .name("release")
                .text(alert.provenance().release())
                .endObject()
                .endObject()
                .toBytes();
    }

    private static void facts(JsonWriter json, List<Alert.Fact> facts) {
        json.name("facts").startObject();
        for (Alert.Fact fact : facts) {
            json.name(fact.name());
            if (fact.number()) {
                json.number(fact.value());
            } else {
                json.text(fact.value());
            }
        }
        json.endObject();
    }

    private static void write(JsonWriter json, Alert.Evidence evidence) {
        json.startObject()
                .name("transactionId")
                .text(evidence.transactionId())
                .name("eventTime")
                .instant(evidence.eventTime())
                .name("direction")
                .text(evidence.direction().name())
                .name("amount")
                .amount(evidence.amount(), Money.decimals(evidence.currency()))
                .name("currency")
                .text(evidence.currency())
                .name("counterparty")
                .text(evidence.counterparty())
                .name("channel")
                .text(evidence.channel())
                .name("source")
                .text(evidence.source().toString())
                .endObject();
    }

    private static void write(JsonWriter json, Alert.Score score) {
        // Not Double.toString: its digits changed with Java 19.
        String number = new BigDecimal(score.score())
                .setScale(SCORE_DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
        json.startObject()
                .name("model")
                .text(score.model())
                .name("version")
                .text(score.version())
                .name("sha256")
                .text(score.sha256())
                .name("score")
                .number(number)
                .endObject();
    }

    /** The key of the record, {@code account:A2}: alerts about one subject are in one partition. */
    public static byte[] key(Alert.Subject subject) {
        return (subject.type() + ':' + subject.id()).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The record for Kafka.
     *
     * @param madeAt the clock's time, milliseconds since 1970-01-01T00:00:00Z: retention counts from it
     */
    public static OutgoingRecord record(String topic, Alert alert, long madeAt) {
        return new OutgoingRecord(
                topic,
                key(alert.subject()),
                write(alert),
                List.of(OutgoingRecord.Header.of(MADE_AT, Instants.format(madeAt))),
                madeAt);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is no alert of a schema version that this release reads; says which field
     */
    public static Alert read(byte[] bytes) {
        JsonObject json = JsonObject.parse(bytes);
        if (json.wholeNumber("schemaVersion") != Alert.SCHEMA_VERSION) {
            throw new IllegalArgumentException("schemaVersion: this release reads version " + Alert.SCHEMA_VERSION);
        }
        JsonObject rule = json.object("rule");
        JsonObject subject = json.object("subject");
        JsonObject provenance = json.object("provenance");
        return new Alert(
                json.text("alertId"),
                new Alert.RuleReference(
                        rule.text("id"), rule.text("kind"), Math.toIntExact(rule.wholeNumber("version"))),
                new Alert.Subject(subject.text("type"), subject.text("id")),
                json.constant("severity", Severity.class),
                json.instant("eventTime"),
                json.text("narrative"),
                readFacts(json.object("facts")),
                json.objects("evidence").stream().map(AlertJson::readEvidence).toList(),
                Math.toIntExact(json.wholeNumber("evidenceCount")),
                json.optionalText("evidenceSha256"),
                json.objects("scores").stream().map(AlertJson::readScore).toList(),
                new Alert.Provenance(
                        provenance.text("ruleBook"),
                        provenance.text("rates"),
                        provenance.text("job"),
                        provenance.text("release")));
    }

    private static List<Alert.Fact> readFacts(JsonObject json) {
        List<Alert.Fact> facts = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> field : json.fields().entrySet()) {
            facts.add(
                    field.getValue() instanceof JsonObject.Numeral numeral
                            ? new Alert.Fact(field.getKey(), numeral.text(), true)
                            : new Alert.Fact(field.getKey(), json.text(field.getKey()), false));
        }
        return facts;
    }

    private static Alert.Evidence readEvidence(JsonObject json) {
        String currency = json.text("currency");
        return new Alert.Evidence(
                json.text("transactionId"),
                json.instant("eventTime"),
                json.constant("direction", Direction.class),
                Money.of(json.text("amount"), currency).minorUnits(),
                currency,
                json.optionalText("counterparty"),
                json.optionalText("channel"),
                Origin.parse(json.text("source")));
    }

    private static Alert.Score readScore(JsonObject json) {
        return new Alert.Score(json.text("model"), json.text("version"), json.text("sha256"), json.number("score"));
    }
}
