package ai.finai.operators.types;

import ai.finai.events.Alert;
import ai.finai.events.DeadLetter;
import ai.finai.events.LateEvent;
import ai.finai.events.ModelScore;
import ai.finai.events.OutgoingRecord;
import ai.finai.events.Posting;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.events.market.LateMarketEvent;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.models.ModelStatus;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.market.ToAllSymbols;
import ai.finai.state.CompactSerializer;
import ai.finai.state.PostingSerializer;
import ai.finai.state.market.SymbolEvent;
import ai.finai.state.market.SymbolEventSerializer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The Flink type of everything that flows in a job. Give these to {@code returns}, to sources and to side outputs:
 * derived types would be right for some records and Kryo for others, and slow for all.
 */
public final class EventTypes {

    /** Transaction ids and accounts. */
    public static final TypeInformation<String> KEY = Types.STRING;

    public static final TypeInformation<Transaction> TRANSACTION =
            new ImmutableType<>(Transaction.class, new TransactionSerializer());
    public static final TypeInformation<Received<Transaction>> RECEIVED_TRANSACTION =
            received(new TransactionSerializer());
    public static final TypeInformation<Posting> POSTING = new ImmutableType<>(Posting.class, new PostingSerializer());
    public static final TypeInformation<WatchedPosting> WATCHED_POSTING =
            new ImmutableType<>(WatchedPosting.class, new WatchedPostingSerializer());
    public static final TypeInformation<Alert> ALERT = TypeInformation.of(Alert.class);
    public static final TypeInformation<ModelScore> MODEL_SCORE = TypeInformation.of(ModelScore.class);
    public static final TypeInformation<ModelStatus> MODEL_STATUS = TypeInformation.of(ModelStatus.class);
    public static final TypeInformation<LateEvent> LATE_EVENT = TypeInformation.of(LateEvent.class);
    public static final TypeInformation<DeadLetter> DEAD_LETTER =
            new ImmutableType<>(DeadLetter.class, new DeadLetterSerializer());
    public static final TypeInformation<ControlMessage> CONTROL_MESSAGE = TypeInformation.of(ControlMessage.class);

    public static final TypeInformation<OutgoingRecord> OUTGOING_RECORD = TypeInformation.of(OutgoingRecord.class);

    public static final TypeInformation<PriceBar> PRICE_BAR =
            new ImmutableType<>(PriceBar.class, new MarketSerializers.OfBars());
    public static final TypeInformation<Received<PriceBar>> RECEIVED_PRICE_BAR =
            received(new MarketSerializers.OfBars());
    public static final TypeInformation<NewsItem> NEWS_ITEM =
            new ImmutableType<>(NewsItem.class, new MarketSerializers.OfNews());
    public static final TypeInformation<Received<NewsItem>> RECEIVED_NEWS_ITEM =
            received(new MarketSerializers.OfNews());
    public static final TypeInformation<Split> SPLIT =
            new ImmutableType<>(Split.class, new MarketSerializers.OfSplits());
    public static final TypeInformation<Received<Split>> RECEIVED_SPLIT = received(new MarketSerializers.OfSplits());
    public static final TypeInformation<ScoredNews> SCORED_NEWS =
            new ImmutableType<>(ScoredNews.class, new MarketSerializers.OfScoredNews());
    public static final TypeInformation<SymbolEvent> SYMBOL_EVENT =
            new ImmutableType<>(SymbolEvent.class, new SymbolEventSerializer());
    public static final TypeInformation<ToAllSymbols> TO_ALL_SYMBOLS =
            new ImmutableType<>(ToAllSymbols.class, new ToAllSymbolsSerializer());
    public static final TypeInformation<WatchedBar> WATCHED_BAR = TypeInformation.of(WatchedBar.class);
    public static final TypeInformation<MarketAlert> MARKET_ALERT = TypeInformation.of(MarketAlert.class);

    public static final TypeInformation<LateMarketEvent> LATE_MARKET_EVENT = TypeInformation.of(LateMarketEvent.class);

    private EventTypes() {}

    @SuppressWarnings("unchecked")
    private static <T> TypeInformation<Received<T>> received(CompactSerializer<T> events) {
        return new ImmutableType<>((Class<Received<T>>) (Class<?>) Received.class, new ReceivedSerializer<>(events));
    }
}
