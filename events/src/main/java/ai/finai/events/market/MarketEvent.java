package ai.finai.events.market;

import ai.finai.events.Event;

/** What the market job reads. */
public sealed interface MarketEvent extends Event permits PriceBar, NewsItem, Split {}
