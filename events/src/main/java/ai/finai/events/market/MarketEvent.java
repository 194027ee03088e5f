package ai.finai.events.market;

import ai.finai.events.Origin;

/** What the market job reads. */
public interface MarketEvent {

    /** By which one that comes twice is found; unique among events of its type. */
    String id();

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    long eventTime();

    Origin origin();
}
