package ai.finai.cli.input.market;

import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.RecordReader;
import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsReader;
import ai.finai.events.market.PriceBarReader;
import ai.finai.events.market.SplitReader;
import java.time.Duration;

/** The job's own readers: what a row of a file is, is judged as if it had come by its topic. Not thread-safe. */
final class MarketReaders {

    // Rows have no timestamp, so none is too far ahead of it.
    private final PriceBarReader bars = new PriceBarReader(Duration.ZERO);
    private final NewsReader news = new NewsReader(Duration.ZERO);
    private final SplitReader splits = new SplitReader();

    /** @param json as in the topic of the kind */
    Received<? extends MarketEvent> read(MarketKind kind, byte[] json, Origin origin) {
        return switch (kind) {
            case PRICES -> bars.read(null, json, origin, RecordReader.NO_TIMESTAMP);
            case NEWS -> news.read(null, json, origin, RecordReader.NO_TIMESTAMP);
            case SPLITS -> splits.read(null, json, origin, RecordReader.NO_TIMESTAMP);
        };
    }
}
