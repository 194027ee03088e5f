package ai.finai.jobs.proof;

import static ai.finai.jobs.proof.JobOutput.row;
import static ai.finai.jobs.proof.JobOutput.text;

import ai.finai.events.DeadLetters;
import ai.finai.events.Origin;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.LateMarketEventJson;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.MarketAlertJson;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.config.MarketTopics;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.market.MarketConfig;
import ai.finai.jobs.proof.JobOutput.Compared;
import ai.finai.jobs.proof.UndisturbedRun.Order;
import java.util.List;

/**
 * What readers see of the market job beside what an undisturbed run gives for the same records: alerts and dead letters byte
 * for byte, every row of every table with its figures, bit for bit.
 *
 * @param expected the undisturbed run's
 */
public record MarketOutput(List<Compared> compared, UndisturbedMarket.Output expected) {

    /** The job must have ended. */
    public static MarketOutput of(JobOutput seen, LocalCluster cluster, MarketConfig config, Order order)
            throws Exception {
        MarketTopics topics = MarketTopics.of(config.kafka());
        UndisturbedMarket.Output expected = UndisturbedMarket.of(cluster, config, seen.topics(), order);
        return new MarketOutput(List.of(
                Compared.alerts("market-alerts", seen.values(topics.alerts()), expected.alerts().stream().map(alert -> text(MarketAlertJson.write(alert)))),
                Compared.records("market-late-events", seen.values(topics.lateEvents()), expected.late().stream().map(event -> text(LateMarketEventJson.write(event)))),
                Compared.records("market-dead-letters", seen.deadLetters(topics.deadLetters()), expected.deadLetters().stream().map(letter -> text(DeadLetters.toJson(letter)))),
                Compared.records("bars-table", seen.rows(
                        ArchiveTable.BARS,
                        "symbol",
                        "event_time",
                        "start_time",
                        "open",
                        "high",
                        "low",
                        "close",
                        "volume",
                        "currency",
                        "late",
                        "log_return",
                        "gap",
                        "volatility",
                        "long_volatility",
                        "z_score",
                        "volume_z_score",
                        "drawdown",
                        "correlation",
                        "beta",
                        "forecast_low",
                        "forecast_median",
                        "forecast_high",
                        "forecast_model",
                        "source",
                        "source_partition",
                        "source_offset"), expected.bars().stream().map(MarketOutput::bar)),
                Compared.records("news-table", seen.rows(
                        ArchiveTable.NEWS,
                        "news_id",
                        "event_time",
                        "headline",
                        "body",
                        "publisher",
                        "symbols",
                        "model",
                        "source",
                        "source_partition",
                        "source_offset"), expected.news().stream().map(MarketOutput::news)),
                Compared.records("splits-table", seen.rows(
                        ArchiveTable.SPLITS,
                        "symbol",
                        "event_time",
                        "ratio",
                        "source",
                        "source_partition",
                        "source_offset"), expected.splits().stream().map(MarketOutput::split)),
                Compared.alerts("market-alerts-table", seen.rows(
                        ArchiveTable.MARKET_ALERTS,
                        "alert_id",
                        "revision",
                        "status",
                        "symbol",
                        "event_time",
                        "narrative"), expected.alerts().stream().map(MarketOutput::alert))), expected);
    }

    private static String bar(WatchedBar watched) {
        PriceBar bar = watched.bar();
        Origin origin = bar.origin();
        Forecast forecast = watched.forecast();
        return row(
                bar.symbol(),
                bar.end(),
                bar.start(),
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                bar.volume(),
                bar.currency(),
                watched.late(),
                watched.logReturn(),
                watched.gap(),
                watched.volatility(),
                watched.longVolatility(),
                watched.zScore(),
                watched.volumeZScore(),
                watched.drawdown(),
                watched.correlation(),
                watched.beta(),
                forecast == null ? null : forecast.low(),
                forecast == null ? null : forecast.median(),
                forecast == null ? null : forecast.high(),
                forecast == null ? null : forecast.model().path(),
                row(origin));
    }

    private static String news(ScoredNews scored) {
        NewsItem news = scored.news();
        Origin origin = news.origin();
        return row(
                news.id(),
                news.published(),
                news.headline(),
                news.body(),
                news.source(),
                news.symbols(),
                scored.model() == null ? null : scored.model().path(),
                row(origin));
    }

    private static String split(Split split) {
        return row(
                split.symbol(), split.effective(), split.ratio(), row(split.origin()));
    }

    private static String alert(MarketAlert alert) {
        return row(
                alert.alertId(),
                alert.revision(),
                alert.status(),
                alert.subject().id(),
                alert.eventTime(),
                alert.narrative());
    }
}
