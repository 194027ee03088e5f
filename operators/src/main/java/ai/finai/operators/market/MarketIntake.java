package ai.finai.operators.market;

import ai.finai.events.DeadLetter;
import ai.finai.events.Event;
import ai.finai.events.Received;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.operators.intake.Deduplicate;
import ai.finai.operators.intake.EventKind;
import ai.finai.operators.intake.EventKinds;
import ai.finai.operators.intake.Intake;
import ai.finai.state.MarketOperator;
import ai.finai.state.OperatorName;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Bars, news and splits, each once.
 *
 * @param rejected records that are none, with the reason
 * @param conflicts those with the id of another one and other content
 */
public record MarketIntake(
        DataStream<PriceBar> bars,
        DataStream<NewsItem> news,
        DataStream<Split> splits,
        DataStream<DeadLetter> rejected,
        DataStream<DeadLetter> conflicts) {

    public static MarketIntake of(
            DataStream<Received<PriceBar>> prices,
            DataStream<Received<NewsItem>> news,
            DataStream<Received<Split>> splits,
            Deduplicate.Config deduplication) {
        Line<PriceBar> bars = Line.of(
                prices,
                EventKinds.PRICE_BAR,
                MarketOperator.PRICES_INTAKE,
                MarketOperator.PRICES_DEDUPLICATION,
                deduplication);
        Line<NewsItem> items = Line.of(
                news, EventKinds.NEWS, MarketOperator.NEWS_INTAKE, MarketOperator.NEWS_DEDUPLICATION, deduplication);
        Line<Split> ratios = Line.of(
                splits,
                EventKinds.SPLIT,
                MarketOperator.SPLITS_INTAKE,
                MarketOperator.SPLITS_DEDUPLICATION,
                deduplication);
        return new MarketIntake(
                bars.once().accepted(),
                items.once().accepted(),
                ratios.once().accepted(),
                bars.intake()
                        .rejected()
                        .union(items.intake().rejected(), ratios.intake().rejected()),
                bars.once()
                        .conflicts()
                        .union(items.once().conflicts(), ratios.once().conflicts()));
    }

    /** Of one kind of event. */
    private record Line<T extends Event>(Intake<T> intake, Deduplicate<T> once) {

        static <T extends Event> Line<T> of(
                DataStream<Received<T>> received,
                EventKind<T> kind,
                OperatorName intakeOperator,
                OperatorName onceOperator,
                Deduplicate.Config deduplication) {
            Intake<T> intake = Intake.of(received, kind, intakeOperator);
            return new Line<>(intake, Deduplicate.of(intake.valid(), kind, onceOperator, deduplication));
        }
    }
}
