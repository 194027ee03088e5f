package ai.finai.patterns.market;

import ai.finai.events.Alert;
import ai.finai.events.Severity;
import ai.finai.patterns.Parameter;
import java.io.Serializable;
import java.time.Duration;

/**
 * A rule of the market job: a kind with parameters, for some symbols.
 *
 * @param id stable name; what is remembered of a symbol is kept by id and version
 * @param version raised by its author whenever the rule's meaning changes
 * @param scope which symbols it watches
 * @param quietPeriod between two alerts of the rule about a symbol at least this much event time goes by
 */
public record MarketRule(
        String id, int version, Severity severity, SymbolScope scope, Duration quietPeriod, MarketRuleKind kind)
        implements Serializable {

    public static final Parameter<Duration> QUIET_PERIOD = Parameter.duration(
            "quietPeriod",
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ofDays(366),
            "event time from one alert of the rule about a symbol to the next, at least");

    public Alert.RuleReference reference() {
        return new Alert.RuleReference(id, kind.name(), version);
    }

    /**
     * Whether nothing is said now because something was.
     *
     * @param lastSaid event time of the last alert, milliseconds; far in the past without one
     * @param eventTime of what might be said, milliseconds, not before {@code lastSaid}
     */
    public boolean isQuiet(long lastSaid, long eventTime) {
        return eventTime - lastSaid < quietPeriod.toMillis();
    }
}
