package ai.finai.patterns.market.kinds;

import ai.finai.events.Alert;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.WatchedBar;
import ai.finai.events.yaml.Durations;
import ai.finai.patterns.Narrative;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is said of a move when an alert about it no longer holds. */
public final class Withdrawal {

    private Withdrawal() {}

    /** Of a move that was unexplained until this came late. */
    public static Narrative explained(WatchedBar move, MarketAlert.Headline news) {
        return because(
                move, "; that is explained after all, by news that came late: " + MarketFigures.quote(news), "news");
    }

    /**
     * Of a move that comes too soon after an earlier one about which the rule alerts now.
     *
     * @param earlier event time of that
     */
    public static Narrative tooSoon(WatchedBar move, long earlier, Duration quietPeriod) {
        String text = "; with news that came late the rule speaks of the move to " + MarketFigures.moment(earlier)
                + " instead, and of no other for " + Durations.text(quietPeriod);
        return because(move, text, "quiet-period");
    }

    private static Narrative because(WatchedBar move, String text, String reason) {
        List<Alert.Fact> facts = new ArrayList<>(Moves.facts(move));
        facts.add(MarketFigures.text("withdrawnBecause", reason));
        return new Narrative(Moves.sentence(move) + text, facts);
    }
}
