package ai.finai.events.market;

import ai.finai.events.Origin;

/**
 * A bar, news or a split that came too late for rules: a record of the {@code market-late-events} topic. What it says is in
 * the archive.
 *
 * @param kind {@code bar}, {@code news} or {@code split}
 * @param id of the event
 * @param symbol whose
 * @param eventTime milliseconds since 1970-01-01T00:00:00Z
 * @param watermark what event time had reached, milliseconds since 1970-01-01T00:00:00Z
 * @param origin where it was read
 */
public record LateMarketEvent(String kind, String id, String symbol, long eventTime, long watermark, Origin origin) {}
