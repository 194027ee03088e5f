package ai.finai.operators.intake;

import ai.finai.events.Event;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionJson;
import ai.finai.events.market.MarketJson;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.operators.types.EventTypes;
import java.io.Serializable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Every kind of event that a job reads. */
public final class EventKinds {

    public static final EventKind<Transaction> TRANSACTION = new Described<>(
            "transaction",
            EventTypes.TRANSACTION,
            EventTypes.RECEIVED_TRANSACTION,
            ContentHash::of,
            () -> new TransactionJson()::write);

    public static final EventKind<PriceBar> PRICE_BAR = new Described<>(
            "bar", EventTypes.PRICE_BAR, EventTypes.RECEIVED_PRICE_BAR, ContentHash::of, () -> new MarketJson()::write);

    public static final EventKind<NewsItem> NEWS = new Described<>(
            "news",
            EventTypes.NEWS_ITEM,
            EventTypes.RECEIVED_NEWS_ITEM,
            ContentHash::of,
            () -> new MarketJson()::write);

    public static final EventKind<Split> SPLIT = new Described<>(
            "split", EventTypes.SPLIT, EventTypes.RECEIVED_SPLIT, ContentHash::of, () -> new MarketJson()::write);

    private EventKinds() {}

    private interface Hash<T> extends ToLongFunction<T>, Serializable {}

    private interface Writers<T> extends Supplier<Function<T, byte[]>>, Serializable {}

    private record Described<T extends Event>(
            String noun,
            TypeInformation<T> type,
            TypeInformation<Received<T>> received,
            Hash<T> hash,
            Writers<T> writers)
            implements EventKind<T> {

        @Override
        public long contentHash(T event) {
            return hash.applyAsLong(event);
        }

        @Override
        public Function<T, byte[]> writer() {
            return writers.get();
        }
    }
}
