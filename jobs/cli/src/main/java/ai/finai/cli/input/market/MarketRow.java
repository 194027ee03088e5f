package ai.finai.cli.input.market;

import ai.finai.events.market.MarketEvent;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a file holds: exactly one of the two is there.
 *
 * @param event a bar, a piece of news or a split
 * @param bad why it is none
 */
public record MarketRow(
        @Nullable MarketEvent event, @Nullable BadRow bad) {

    public MarketRow {
        if ((event == null) == (bad == null)) {
            throw new IllegalArgumentException("a row is either good or bad");
        }
    }
}
