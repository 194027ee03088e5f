package ai.finai.events;

import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static ai.finai.events.fixtures.PublishedSchemas.errors;
import static ai.finai.events.fixtures.PublishedSchemas.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The published schemas say what is really written. */
class SchemasTest {

    private static final Posting RATED = transfer("20,000").from("A1").to("A2").credit();
    private static final Posting UNRATED =
            transfer("5").in("EUR").from("A1").to("A2").debit();
    private static final Alert ALERT = new Alert(
            "0123456789abcdef0123456789abcdef",
            new Alert.RuleReference("structuring-cash", "structuring", 3),
            new Alert.Subject("account", "A2"),
            Severity.HIGH,
            RATED.eventTime(),
            "3 cash deposits of 9,100.00 to 9,800.00 USD",
            List.of(new Alert.Fact("deposits", "3", true), new Alert.Fact("total", "28400.00", false)),
            List.of(Alert.Evidence.of(RATED), Alert.Evidence.of(UNRATED)),
            501,
            AlertId.ofEvidence(List.of(RATED.transactionId())),
            List.of(new Alert.Score("account-lstm", "1", "ab", 0.93)),
            new Alert.Provenance("sha256:ab", "sha256:cd", "aml", "0.1.0"));

    @Test
    void whatIsWrittenFollowsItsSchema() {
        assertValid("transaction", cash("9,500").into("A2").bytes());
        assertValid(
                "transaction",
                transfer("1")
                        .in("JPY")
                        .from("A1")
                        .to("A2")
                        .purpose("a\n\"b\" é😀")
                        .bytes());
        assertValid("posting", PostingJson.write(RATED, "USD"));
        assertValid("posting", PostingJson.write(UNRATED, "USD"));
        assertValid("late-event", LateEventJson.write(new LateEvent(RATED, LateEvent.Reason.LATE, 7), "USD"));
        assertValid(
                "late-event",
                LateEventJson.write(new LateEvent(UNRATED, LateEvent.Reason.UNRATED, Long.MIN_VALUE), "USD"));
        assertValid(
                "late-event", LateEventJson.write(new LateEvent(RATED, LateEvent.Reason.LATE, Long.MAX_VALUE), "USD"));
        assertValid("alert", AlertJson.write(ALERT));
        assertValid("model-score", ModelScoreJson.write(score(0.25f, 1)));
        assertValid("model-score", ModelScoreJson.write(score(Float.NaN, 1e-9f)));
    }

    private static ModelScore score(float champion, float challenger) {
        return new ModelScore(
                "T1", Direction.CREDIT, "A2", RATED.eventTime(), "account-lstm/1", champion, "", challenger);
    }

    @Test
    void theSchemasRefuseWhatIsNot() {
        assertThat(errors("transaction", "{}".getBytes(StandardCharsets.UTF_8))).isNotEmpty();
        assertThat(errors("alert", AlertJson.write(ALERT).clone())).isEmpty();
        String broken = new String(PostingJson.write(RATED, "USD"), StandardCharsets.UTF_8).replace("CREDIT", "IN");
        assertThat(errors("posting", broken.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
        assertThat(errors("model-score", ModelScoreJson.write(score(1.5f, 0)))).isNotEmpty();
    }

    @Test
    void everyComponentOfARecordHasItsField() {
        assertThat(components(Transaction.class, Set.of("origin"))).allMatch(name -> has("transaction", name));
        assertThat(components(Posting.class, Set.of("origin"))).allMatch(name -> has("posting", name));
        assertThat(components(LateEvent.class, Set.of())).allMatch(name -> has("late-event", name));
        assertThat(components(Alert.class, Set.of())).allMatch(name -> has("alert", name));
        assertThat(components(Alert.Evidence.class, Set.of())).allMatch(name -> has("alert", name));
        assertThat(components(Alert.Score.class, Set.of())).allMatch(name -> has("alert", name));
        assertThat(components(Alert.Provenance.class, Set.of())).allMatch(name -> has("alert", name));
        assertThat(components(ModelScore.class, Set.of("championScore", "challengerScore")))
                .allMatch(name -> has("model-score", name));
    }

    @Test
    void classesAndLimitsOfTheReaderAreThoseOfTheSchema() {
        JsonObject properties = parsed("transaction").object("properties");
        assertThat(properties.fields().keySet())
                .containsExactlyElementsOf(Arrays.stream(TransactionField.values())
                        .map(f -> f.json)
                        .toList());
        for (TransactionField field : TransactionField.values()) {
            JsonObject property = properties.object(field.json);
            assertThat(property.text("x-class")).as(field.json).isEqualToIgnoringCase(field.fieldClass.name());
            if (field.maxLength != 16 && property.fields().containsKey("maxLength")) {
                assertThat(property.wholeNumber("maxLength")).as(field.json).isEqualTo(field.maxLength);
            }
        }
    }

    @Test
    void anAlertIsReadBack() {
        assertThat(AlertJson.read(AlertJson.write(ALERT))).isEqualTo(ALERT);
    }

    @Test
    void nothingPersonalIsInAString() {
        Transaction transaction = transfer("20,000")
                .from("ACC-ONE")
                .to("ACC-TWO")
                .names("Ann Example", "Zoe Example")
                .purpose("rent of May")
                .id("T1")
                .transaction();
        Posting posting = Posting.of(transaction, Direction.CREDIT, 1);
        List<Object> printed = List.of(
                transaction,
                posting,
                WatchedPosting.unscored(posting, Unscored.NO_MODEL),
                new LateEvent(posting, LateEvent.Reason.LATE, 1),
                Received.accepted(transaction),
                Alert.Evidence.of(posting),
                new Alert.Subject("account", "ACC-ONE"),
                LateEventJson.record("t", new LateEvent(posting, LateEvent.Reason.LATE, 1), "USD", 1));
        assertThat(printed).allSatisfy(value -> assertThat(value.toString()).doesNotContain("ACC-", "Example", "rent"));
    }

    private static List<String> components(Class<?> record, Set<String> without) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !without.contains(name))
                .toList();
    }

    private static boolean has(String schema, String field) {
        return text(schema).contains('"' + field + "\": {");
    }

    private static void assertValid(String schema, byte[] json) {
        assertThat(errors(schema, json))
                .as(new String(json, StandardCharsets.UTF_8))
                .isEmpty();
    }

    private static JsonObject parsed(String schema) {
        return JsonObject.parse(text(schema).getBytes(StandardCharsets.UTF_8));
    }
}
