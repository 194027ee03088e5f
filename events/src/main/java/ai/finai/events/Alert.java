package ai.finai.events;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found, with everything that is needed to understand and repeat it: a record of the {@code alerts} topic.
 * The same input, rule book and release give the same alert, byte for byte.
 *
 * @param alertId hash of rule id, rule version, subject and the evidence's transaction ids: see {@link AlertId}
 * @param rule which rule, in which version
 * @param subject whom it is about
 * @param severity from the rule
 * @param eventTime of the posting that completed it, milliseconds since 1970-01-01T00:00:00Z
 * @param narrative one sentence with the real figures
 * @param facts the figures by name, in the rule kind's order
 * @param evidence the postings in {@link Posting#ORDER}; at most {@link #MAX_EVIDENCE}, and no more than fit into
 *     {@link #MAX_EVIDENCE_BYTES}
 * @param evidenceCount how many postings there are in all
 * @param evidenceSha256 {@link AlertId#ofEvidence hash} over all of them where the list is cut, else null
 * @param scores of models
 * @param provenance what made it
 */
public record Alert(
        String alertId,
        RuleReference rule,
        Subject subject,
        Severity severity,
        long eventTime,
        String narrative,
        List<Fact> facts,
        List<Evidence> evidence,
        int evidenceCount,
        @Nullable String evidenceSha256,
        List<Score> scores,
        Provenance provenance) {

    public static final int SCHEMA_VERSION = 1;

    /** Evidence beyond this many postings is cut: the first ones are kept. */
    public static final int MAX_EVIDENCE = 500;

    /**
     * Evidence beyond this many bytes of JSON is cut too: a broker takes no record above 1 MiB, and one that it does not
     * take would stop the job for good. Only texts near their limits of length come near it.
     */
    public static final int MAX_EVIDENCE_BYTES = 640 * 1024;

    public record RuleReference(String id, String kind, int version) {}

    /** @param type {@code account} for money laundering, {@code symbol} for markets */
    public record Subject(String type, String id) {

        /** For logs: who it is is personal and masked. */
        @Override
        public String toString() {
            return "Subject[type=" + type + ", id=" + FieldClass.MASK + ']';
        }
    }

    /**
     * A figure of the narrative.
     *
     * @param value as on the wire: a decimal string for money, ISO 8601 for a duration
     * @param number whether JSON shows it as a number
     */
    public record Fact(String name, String value, boolean number) {}

    /** A posting as evidence. Amounts in minor units of {@code currency}. */
    public record Evidence(
            String transactionId,
            long eventTime,
            Direction direction,
            long amount,
            String currency,
            @Nullable String counterparty,
            @Nullable String channel,
            Origin source) {

        public static Evidence of(Posting posting) {
            return new Evidence(
                    posting.transactionId(),
                    posting.eventTime(),
                    posting.direction(),
                    posting.amount(),
                    posting.currency(),
                    posting.counterparty(),
                    posting.channel(),
                    posting.origin());
        }

        /** The evidence of an alert about these postings: the first of them, as many as it may hold. */
        public static List<Evidence> of(List<Posting> postings) {
            List<Evidence> evidence = new ArrayList<>(Math.min(postings.size(), MAX_EVIDENCE));
            int bytes = 0;
            for (int i = 0; i < postings.size() && i < MAX_EVIDENCE; i++) {
                Evidence next = of(postings.get(i));
                bytes += next.mostBytes();
                if (bytes > MAX_EVIDENCE_BYTES) {
                    break;
                }
                evidence.add(next);
            }
            return evidence;
        }

        /** Of its JSON: names, punctuation and figures take up to 300; no character of a text takes more than three. */
        private int mostBytes() {
            int characters = transactionId.length() + length(counterparty) + length(channel);
            return 300 + 3 * (characters + source.source().length());
        }

        private static int length(@Nullable String text) {
            return text == null ? 0 : text.length();
        }

        /** For logs: the counterparty is personal and masked. */
        @Override
        public String toString() {
            return "Evidence[transactionId=" + transactionId + ", eventTime=" + Instants.format(eventTime)
                    + ", direction=" + direction + ", amount=" + amount + ", currency=" + currency + ", counterparty="
                    + FieldClass.masked(counterparty) + ", channel=" + channel + ", source=" + source + ']';
        }
    }

    public record Score(String model, String version, String sha256, double score) {}

    /**
     * @param ruleBook {@code sha256:} and the hash of the rule book in force
     * @param rates {@code sha256:} and the hash of the rate table that base amounts were made with
     */
    public record Provenance(String ruleBook, String rates, String job, String release) {}
}
