package ai.finai.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that alerts of every job have, as JSON: each writes its name and value, or reads what was written. */
public final class AlertParts {

    /** Of scores, half to even. */
    public static final int SCORE_DECIMALS = 6;

    private AlertParts() {}

    public static void rule(JsonWriter json, Alert.RuleReference rule) {
        json.name("rule")
                .startObject()
                .name("id")
                .text(rule.id())
                .name("kind")
                .text(rule.kind())
                .name("version")
                .number(rule.version())
                .endObject();
    }

    /** @throws IllegalArgumentException if it is not there or another thing; says which field, as the others */
    public static Alert.RuleReference readRule(JsonObject alert) {
        JsonObject rule = alert.object("rule");
        return new Alert.RuleReference(
                rule.text("id"), rule.text("kind"), Math.toIntExact(rule.wholeNumber("version")));
    }

    public static void subject(JsonWriter json, Alert.Subject subject) {
        json.name("subject")
                .startObject()
                .name("type")
                .text(subject.type())
                .name("id")
                .text(subject.id())
                .endObject();
    }

    public static Alert.Subject readSubject(JsonObject alert) {
        JsonObject subject = alert.object("subject");
        return new Alert.Subject(subject.text("type"), subject.text("id"));
    }

    public static void facts(JsonWriter json, List<Alert.Fact> facts) {
        factValues(json.name("facts"), facts);
    }

    /** The object alone, without a name. */
    public static void factValues(JsonWriter json, List<Alert.Fact> facts) {
        json.startObject();
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

    public static List<Alert.Fact> readFacts(JsonObject alert) {
        JsonObject json = alert.object("facts");
        List<Alert.Fact> facts = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> field : json.fields().entrySet()) {
            facts.add(
                    field.getValue() instanceof JsonObject.Numeral numeral
                            ? new Alert.Fact(field.getKey(), numeral.text(), true)
                            : new Alert.Fact(field.getKey(), json.text(field.getKey()), false));
        }
        return facts;
    }

    public static void scores(JsonWriter json, List<Alert.Score> scores) {
        json.name("scores").startArray();
        for (Alert.Score score : scores) {
            json.startObject()
                    .name("model")
                    .text(score.model())
                    .name("version")
                    .text(score.version())
                    .name("sha256")
                    .text(score.sha256())
                    .name("score")
                    .number(score.score(), SCORE_DECIMALS)
                    .endObject();
        }
        json.endArray();
    }

    public static List<Alert.Score> readScores(JsonObject alert) {
        return alert.objects("scores").stream()
                .map(score -> new Alert.Score(
                        score.text("model"), score.text("version"), score.text("sha256"), score.number("score")))
                .toList();
    }
}
