package ai.finai.events.market;

import ai.finai.events.Alert;
import ai.finai.events.ModelName;
import ai.finai.events.Origin;
import ai.finai.events.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found about a symbol, with everything that is needed to understand and repeat it: a record of the
 * {@code market-alerts} topic. News that comes late may change what was said: the alert then comes again under the same id
 * with the next revision, and the last one holds.
 *
 * @param alertId hash of rule id, rule version, subject and the id of the event that the alert is about: later revisions
 *     have the same
 * @param revision 1 for the first
 * @param status whether it still holds
 * @param rule which rule, in which version
 * @param subject of type {@code symbol}
 * @param eventTime of what it is about, milliseconds since 1970-01-01T00:00:00Z; the same in every revision
 * @param narrative one sentence with the real figures
 * @param facts the figures by name, in the rule kind's order
 * @param bars evidence, in order of time; at most {@link #MAX_EVIDENCE}
 * @param headlines evidence, in order of time and id; at most {@link #MAX_EVIDENCE}, the latest
 * @param scores what models said that took part in it
 * @param provenance what made it
 */
public record MarketAlert(
        String alertId,
        int revision,
        Status status,
        Alert.RuleReference rule,
        Alert.Subject subject,
        Severity severity,
        long eventTime,
        String narrative,
        List<Alert.Fact> facts,
        List<Bar> bars,
        List<Headline> headlines,
        List<Alert.Score> scores,
        Provenance provenance) {

    public static final int SCHEMA_VERSION = 1;

    /** Of bars, and of headlines. */
    public static final int MAX_EVIDENCE = 20;

    public static final String SUBJECT_TYPE = "symbol";

    public MarketAlert {
        facts = List.copyOf(facts);
        bars = List.copyOf(bars);
        headlines = List.copyOf(headlines);
        scores = List.copyOf(scores);
    }

    public enum Status {
        /** What it says holds, as far as is known. */
        OPEN,
        /** News that came later shows that it does not hold: a move was not unexplained. */
        WITHDRAWN
    }

    /** A bar as evidence: see {@link PriceBar}. */
    public record Bar(
            long start,
            long interval,
            double open,
            double high,
            double low,
            double close,
            long volume,
            String currency,
            Origin source) {

        public static Bar of(PriceBar bar) {
            return new Bar(
                    bar.start(),
                    bar.interval(),
                    bar.open(),
                    bar.high(),
                    bar.low(),
                    bar.close(),
                    bar.volume(),
                    bar.currency(),
                    bar.origin());
        }
    }

    /**
     * News as evidence.
     *
     * @param sentiment from -1 to 1, see {@link Sentiment#balance}; null where no model read it
     * @param model which one did
     */
    public record Headline(
            String newsId,
            long published,
            String headline,
            @Nullable String publisher,
            @Nullable Double sentiment,
            @Nullable ModelName model,
            Origin source) {}

    /** @param ruleBook {@code sha256:} and the hash of the rule book in force */
    public record Provenance(String ruleBook, String job, String release) {}
}
