package ai.finai.cli.backtest.market;

import ai.finai.cli.backtest.ends.DeadLetterLines;
import ai.finai.cli.backtest.ends.RowForm;
import ai.finai.cli.backtest.ends.RunsSink;
import ai.finai.cli.backtest.ends.SortedRows;
import ai.finai.cli.backtest.ends.TallySink;
import ai.finai.cli.backtest.ends.WorkFolder;
import ai.finai.cli.input.market.EventBytes;
import ai.finai.cli.input.market.MarketKind;
import ai.finai.cli.input.market.SortedMarket;
import ai.finai.cli.sort.SortKey;
import ai.finai.cli.sort.Sortable;
import ai.finai.events.DeadLetter;
import ai.finai.events.Event;
import ai.finai.events.Received;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.MarketAlertJson;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.jobs.SilentControl;
import ai.finai.jobs.market.MarketPorts;
import ai.finai.models.ModelStatus;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.intake.EventWatermarks;
import ai.finai.operators.market.WatchSymbols;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.MarketOperator;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's ports for a backtest: sorted rows in, sorted runs and counts out, in folders on this machine.
 *
 * <p>Each of the three sources holds event time back until it has come to its own end, the splits too: so a split is there
 * before the bars that it concerns, and news before the moves that it explains. A source that is read faster than another waits
 * in memory for it.
 *
 * @param largest how many of each symbol's largest moves are kept
 */
record MarketFilePorts(SortedMarket rows, WorkFolder folder, int largest) implements MarketPorts {

    static final String NEWS = "news";
    static final String SPLITS = "splits";

    /** The rows are in order: nothing is late. */
    private static final EventWatermarks.Config IN_ORDER =
            new EventWatermarks.Config(Duration.ZERO, Duration.ZERO, null);

    @Override
    public DataStream<Received<PriceBar>> prices(StreamExecutionEnvironment env) {
        return read(
                env,
                MarketKind.PRICES,
                bytes -> Received.accepted(EventBytes.bar(bytes)),
                EventTypes.RECEIVED_PRICE_BAR,
                MarketOperator.PRICES_SOURCE);
    }

    @Override
    public DataStream<Received<NewsItem>> news(StreamExecutionEnvironment env) {
        return read(
                env,
                MarketKind.NEWS,
                bytes -> Received.accepted(EventBytes.news(bytes)),
                EventTypes.RECEIVED_NEWS_ITEM,
                MarketOperator.NEWS_SOURCE);
    }

    @Override
    public DataStream<Received<Split>> splits(StreamExecutionEnvironment env) {
        return read(
                env,
                MarketKind.SPLITS,
                bytes -> Received.accepted(EventBytes.split(bytes)),
                EventTypes.RECEIVED_SPLIT,
                MarketOperator.SPLITS_SOURCE);
    }

    /**
     * One reader, then to each subtask the events of its ids: of two with the same id the first one of the files is always the
     * one that is accepted, at any parallelism.
     */
    private <T extends Event> DataStream<Received<T>> read(
            StreamExecutionEnvironment env,
            MarketKind kind,
            RowForm<T> form,
            TypeInformation<Received<T>> type,
            MarketOperator operator) {
        return env.fromSource(
                        new SortedRows<>(rows.folder(kind), form),
                        EventWatermarks.of(IN_ORDER, operator.uid()),
                        operator.title(),
                        type)
                .uid(operator.uid())
                .setParallelism(1)
                .partitionCustom((id, subtasks) -> Math.floorMod(id.hashCode(), subtasks), MarketFilePorts::id);
    }

    private static String id(Received<? extends Event> row) {
        Event event = row.event();
        return event == null ? "" : event.id();
    }

    @Override
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        return SilentControl.of(env, Boundedness.BOUNDED, MarketOperator.CONTROL_SOURCE);
    }

    /** Nobody orders models, so nothing is said of them. */
    @Override
    public void publish(
            WatchSymbols watched,
            DataStream<ModelStatus> modelStatus,
            DataStream<DeadLetter> rejected,
            DataStream<DeadLetter> conflicts) {
        named(
                "backtest-alerts",
                watched.alerts().sinkTo(new RunsSink<>(folder.alerts(), "alerts", MarketFilePorts::line)));
        named("backtest-unseen", watched.late().sinkTo(new TallySink<>(folder.unseen(), event -> event.kind())));
        named(
                "backtest-rejected",
                rejected.sinkTo(new RunsSink<>(folder.deadLetters(), "rejected", DeadLetterLines::line)));
        named(
                "backtest-conflicts",
                conflicts.sinkTo(new RunsSink<>(folder.deadLetters(), "conflicts", DeadLetterLines::line)));
    }

    @Override
    public void archive(WatchSymbols watched, DataStream<ScoredNews> news, DataStream<Split> splits) {
        named("backtest-bars", watched.bars().sinkTo(new SymbolsSink(folder.symbols(), largest)));
        named("backtest-news", news.sinkTo(new TallySink<>(folder.accepted().resolve(NEWS), item -> NEWS)));
        named("backtest-splits", splits.sinkTo(new TallySink<>(folder.accepted().resolve(SPLITS), split -> SPLITS)));
    }

    private static void named(String uid, DataStreamSink<?> sink) {
        sink.uid(uid).name(uid);
    }

    /** By event time, alert id and revision. */
    private static Sortable line(MarketAlert alert) {
        return new Sortable(
                new SortKey(alert.eventTime(), alert.alertId(), alert.revision(), 0), MarketAlertJson.write(alert));
    }
}
