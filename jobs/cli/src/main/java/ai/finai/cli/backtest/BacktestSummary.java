package ai.finai.cli.backtest;

import ai.finai.events.Alert;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a backtest found, in figures. Holds no path, no time of the clock and no parallelism: the same input, rules and
 * release give the same bytes.
 *
 * @param release of FinAI
 * @param ruleBook hash of the rule book
 * @param rates hash of the rate table; empty where there is none
 * @param inputs in the order of the command line
 * @param transactions that were accepted
 * @param deadLetters by reason code
 * @param unrated postings that no rule saw because their currency has no rate
 * @param late postings that no rule saw because they came late: none, as the rows are sorted
 * @param rules by rule id; those of the book without alerts too
 */
record BacktestSummary(
        String release,
        String ruleBook,
        String rates,
        String baseCurrency,
        List<SortedInput.InputFile> inputs,
        long transactions,
        Map<String, Long> deadLetters,
        long unrated,
        long late,
        Map<String, Rule> rules) {

    static final int SCHEMA_VERSION = 1;

    /** The alerts of one rule. */
    static final class Rule {
        final Alert.RuleReference reference;
        private final Set<String> subjects = new HashSet<>();
        private long alerts;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        Rule(Alert.RuleReference reference) {
            this.reference = reference;
        }

        void add(Alert alert) {
            alerts++;
            subjects.add(alert.subject().id());
            first = Math.min(first, alert.eventTime());
            last = Math.max(last, alert.eventTime());
        }

        long alerts() {
            return alerts;
        }

        int accounts() {
            return subjects.size();
        }

        /** When its first alert was, ISO 8601; empty without one. */
        String first() {
            return alerts == 0 ? "" : Instant.ofEpochMilli(first).toString();
        }

        String last() {
            return alerts == 0 ? "" : Instant.ofEpochMilli(last).toString();
        }
    }

    long rows() {
        return inputs.stream().mapToLong(SortedInput.InputFile::rows).sum();
    }

    long deadLetterCount() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows that were there before, with the same content. */
    long duplicates() {
        return rows() - transactions - deadLetterCount();
    }

    long alerts() {
        return rules.values().stream().mapToLong(Rule::alerts).sum();
    }

    /** The file {@code summary.json}. */
    byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DefaultIndenter unix = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(unix).withArrayIndenter(unix);
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes).setPrettyPrinter(printer)) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("release", release);
            json.writeStringField("ruleBook", "sha256:" + ruleBook);
            if (rates.isEmpty()) {
                json.writeNullField("rates");
            } else {
                json.writeStringField("rates", "sha256:" + rates);
            }
            json.writeStringField("baseCurrency", baseCurrency);
            json.writeArrayFieldStart("inputs");
            for (SortedInput.InputFile input : inputs) {
                json.writeStartObject();
                json.writeNumberField("rows", input.rows());
                json.writeStringField("sha256", input.sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("rows", rows());
            json.writeNumberField("transactions", transactions);
            json.writeNumberField("duplicates", duplicates());
            json.writeObjectFieldStart("deadLetters");
            json.writeNumberField("total", deadLetterCount());
            json.writeObjectFieldStart("byReason");
            for (Map.Entry<String, Long> reason : new TreeMap<>(deadLetters).entrySet()) {
                json.writeNumberField(reason.getKey(), reason.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeObjectFieldStart("postingsThatNoRuleSaw");
            json.writeNumberField("unrated", unrated);
            json.writeNumberField("late", late);
            json.writeEndObject();
            json.writeObjectFieldStart("alerts");
            json.writeNumberField("total", alerts());
            json.writeObjectFieldStart("byRule");
            for (Rule rule : rules.values()) {
                writeRule(json, rule);
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeRule(JsonGenerator json, Rule rule) throws IOException {
        json.writeObjectFieldStart(rule.reference.id());
        json.writeStringField("kind", rule.reference.kind());
        json.writeNumberField("version", rule.reference.version());
        json.writeNumberField("alerts", rule.alerts());
        json.writeNumberField("accounts", rule.accounts());
        if (rule.alerts() > 0) {
            json.writeStringField("first", rule.first());
            json.writeStringField("last", rule.last());
        }
        json.writeEndObject();
    }
}
