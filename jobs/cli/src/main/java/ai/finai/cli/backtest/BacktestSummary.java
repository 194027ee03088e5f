package ai.finai.cli.backtest;

import ai.finai.cli.backtest.ends.DeadLetterCounts;
import ai.finai.cli.backtest.ends.SummaryJson;
import ai.finai.cli.input.rows.ReadFile;
import ai.finai.events.Alert;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a backtest found, in figures. Holds no path, no time of the clock and no parallelism: the same input, rules and
 * release give the same bytes.
 *
 * @param release of FinAI
 * @param ruleBook hash of the rule book
 * @param rates hash of the rate table; empty where there is none
 * @param inputs in the order of the command line
 * @param transactions that were accepted
 * @param unrated postings that no rule saw because their currency has no rate
 * @param late postings that no rule saw because they came late: none, as the rows are sorted
 * @param rules by rule id; those of the book without alerts too
 */
record BacktestSummary(
        String release,
        String ruleBook,
        String rates,
        String baseCurrency,
        List<ReadFile> inputs,
        long transactions,
        DeadLetterCounts deadLetters,
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
        return ReadFile.rows(inputs);
    }

    /** Rows that were there before, with the same content. */
    long duplicates() {
        return rows() - transactions - deadLetters.total();
    }

    long alerts() {
        return rules.values().stream().mapToLong(Rule::alerts).sum();
    }

    /** The file {@code summary.json}. */
    byte[] toJson() {
        return SummaryJson.of(json -> {
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("release", release);
            json.writeStringField("ruleBook", "sha256:" + ruleBook);
            if (rates.isEmpty()) {
                json.writeNullField("rates");
            } else {
                json.writeStringField("rates", "sha256:" + rates);
            }
            json.writeStringField("baseCurrency", baseCurrency);
            SummaryJson.inputs(json, inputs);
            json.writeNumberField("transactions", transactions);
            json.writeNumberField("duplicates", duplicates());
            deadLetters.write(json);
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
        });
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
