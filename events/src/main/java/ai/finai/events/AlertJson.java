package ai.finai.events;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An alert as a record of the {@code alerts} topic: {@code schema/alert.schema.json}. Equal alerts give the same bytes, on
 * every machine and Java release, so a replay can be compared byte for byte; when an alert was made is therefore a header.
 */
public final class AlertJson {

    /** Header: when the alert was made by the clock, ISO 8601. */
    public static final String MADE_AT = "finai.made-at";

    private AlertJson() {}

    public static byte[] write(Alert alert) {
        JsonWriter json = new JsonWriter()
                .startObject()
                .name("schemaVersion")
                .number(Alert.SCHEMA_VERSION)
                .name("alertId")
                .text(alert.alertId());
        AlertParts.rule(json, alert.rule());
        AlertParts.subject(json, alert.subject());
        json.name("severity")
                .text(alert.severity().name())
                .name("eventTime")
                .instant(alert.eventTime())
                .name("narrative")
                .text(alert.narrative());
        AlertParts.facts(json, alert.facts());
        json.name("evidence").startArray();
        alert.evidence().forEach(evidence -> write(json, evidence));
        json.endArray()
                .name("evidenceCount")
                .number(alert.evidenceCount())
                .name("evidenceSha256")
                .text(alert.evidenceSha256());
        AlertParts.scores(json, alert.scores());
        return json.name("provenance")
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
        JsonObject provenance = json.object("provenance");
        return new Alert(
                json.text("alertId"),
                AlertParts.readRule(json),
                AlertParts.readSubject(json),
                json.constant("severity", Severity.class),
                json.instant("eventTime"),
                json.text("narrative"),
                AlertParts.readFacts(json),
                json.objects("evidence").stream().map(AlertJson::readEvidence).toList(),
                Math.toIntExact(json.wholeNumber("evidenceCount")),
                json.optionalText("evidenceSha256"),
                AlertParts.readScores(json),
                new Alert.Provenance(
                        provenance.text("ruleBook"),
                        provenance.text("rates"),
                        provenance.text("job"),
                        provenance.text("release")));
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
}
