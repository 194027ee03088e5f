package ai.finai.operators.scoring;

import ai.finai.events.Severity;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a score becomes an alert: when it reaches the threshold, unless the account is under alert already. It is until its
 * score has fallen below the release level, and for the quiet period after an alert: scores that waver about the threshold
 * give one alert, not many.
 *
 * @param enabled whether scores become alerts at all
 * @param threshold from 0 to 1; null for the one that the model's file names
 * @param release share of the threshold below which an account is no longer under alert, above 0 and at most 1
 * @param quietPeriod event time after an alert in which the account has no other of the model
 * @param severity of the alerts
 */
public record AlertPolicy(
        boolean enabled, @Nullable Double threshold, double release, Duration quietPeriod, Severity severity)
        implements Serializable {

    private static final Duration LONGEST_QUIET = Duration.ofDays(3_660);

    public static final AlertPolicy DEFAULT = new AlertPolicy(true, null, 0.5, Duration.ofDays(7), Severity.MEDIUM);

    public AlertPolicy {
        if (threshold != null && !(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold " + threshold + ": must be above 0 and at most 1");
        }
        if (!(release > 0 && release <= 1)) {
            throw new IllegalArgumentException("release " + release + ": must be above 0 and at most 1");
        }
        if (quietPeriod.isNegative() || quietPeriod.compareTo(LONGEST_QUIET) > 0) {
            throw new IllegalArgumentException("quietPeriod " + quietPeriod + ": must be from 0 to 3,660 days");
        }
    }
}
