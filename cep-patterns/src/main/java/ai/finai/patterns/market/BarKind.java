package ai.finai.patterns.market;

import ai.finai.events.Alert;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.Narrative;
import java.util.List;

/** A kind that looks at one bar after the other, and at nothing else: no news changes what it says. */
public interface BarKind extends MarketRuleKind {

    /**
     * What is remembered after a bar.
     *
     * @param bar its figures may be undefined (NaN)
     * @param before what was remembered before it: -1, 0 or 1; 0 at first
     * @return -1, 0 or 1
     */
    int level(WatchedBar bar, int before);

    /** Whether a bar is worth an alert that leads from one level to another. */
    boolean alerts(int before, int after);

    /** Says what was found, with the real figures; for a bar that is worth an alert. */
    Narrative narrate(WatchedBar bar);

    /** What models said that took part in it. */
    default List<Alert.Score> scores(WatchedBar bar) {
        return List.of();
    }
}
