package ai.finai.jobs.exactlyonce;

import static ai.finai.jobs.exactlyonce.run.SeenAndExpected.lines;
import static ai.finai.jobs.exactlyonce.run.SeenAndExpected.row;
import static ai.finai.jobs.exactlyonce.run.SeenAndExpected.text;
import static ai.finai.jobs.exactlyonce.run.SeenAndExpected.values;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.DeadLetters;
import ai.finai.events.Origin;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.MarketAlertJson;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.exactlyonce.run.SeenAndExpected;
import ai.finai.jobs.fixture.MarketScenario;
import java.io.IOException;

/**
 * As {@link AmlVerdict}, of the market job: alerts and dead letters byte for byte and every row of every table against
 * {@link UndisturbedMarket}, and nothing taken as late.
 */
record MarketVerdict(MarketScenario market, MarketStream stream, SeenAndExpected readers) {

    static void on(MarketScenario market, MarketStream stream) throws Exception {
        new MarketVerdict(market, stream, new SeenAndExpected(market, stream)).check();
    }

    private void check() throws Exception {
        UndisturbedMarket.Output expected = UndisturbedMarket.of(market);
        topics(expected);
        tables(expected);

        // The stream itself tried what it is for.
        assertThat(expected.alerts()).as("alerts; %s", stream).hasSizeGreaterThan(30);
        assertThat(expected.bars())
                .as("bars that were foretold; %s", stream)
                .filteredOn(bar -> bar.forecast() != null)
                .hasSizeGreaterThan(1_000);
        assertThat(expected.late()).as("late; %s", stream).isEmpty();
        assertThat(expected.deadLetters()).hasSize(stream.conflicts() + stream.hostile());
        assertThat(expected.bars().size()
                        + expected.news().size()
                        + expected.splits().size())
                .as("accepted; %s", stream)
                .isEqualTo(stream.accepted().size());
        assertThat(stream.arriving())
                .as("records = accepted + dead letters + duplicates")
                .hasSize(stream.accepted().size() + expected.deadLetters().size() + stream.duplicates());
    }

    private void topics(UndisturbedMarket.Output expected) throws IOException {
        int records = 0;
        for (String topic : market.topics().read()) {
            records += market.readCommitted(topic).size();
        }
        assertThat(records)
                .as("records sent; %s", stream)
                .isEqualTo(stream.arriving().size());
        readers.same(
                "market-alerts",
                values(market.readCommitted(market.topics().alerts())),
                lines(expected.alerts(), alert -> text(MarketAlertJson.write(alert))));
        assertThat(market.readCommitted(market.topics().lateEvents())).isEmpty();
        readers.same(
                "market-dead-letters",
                market.readCommitted(market.topics().deadLetters()).stream()
                        .map(record -> text(DeadLetters.toJson(SeenAndExpected.deadLetter(record)))),
                lines(expected.deadLetters(), letter -> text(DeadLetters.toJson(letter))));
    }

    private void tables(UndisturbedMarket.Output expected) throws IOException {
        readers.same(
                "bars-table",
                readers.rows(
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
                        "source_offset"),
                lines(expected.bars(), MarketVerdict::bar));
        readers.same(
                "news-table",
                readers.rows(
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
                        "source_offset"),
                lines(expected.news(), MarketVerdict::news));
        readers.same(
                "splits-table",
                readers.rows(
                        ArchiveTable.SPLITS,
                        "symbol",
                        "event_time",
                        "ratio",
                        "source",
                        "source_partition",
                        "source_offset"),
                lines(expected.splits(), MarketVerdict::split));
        readers.same(
                "market-alerts-table",
                readers.rows(
                        ArchiveTable.MARKET_ALERTS,
                        "alert_id",
                        "revision",
                        "status",
                        "symbol",
                        "event_time",
                        "narrative"),
                lines(expected.alerts(), MarketVerdict::alert));
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
                origin.source(),
                origin.partition(),
                origin.offset());
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
                origin.source(),
                origin.partition(),
                origin.offset());
    }

    private static String split(Split split) {
        Origin origin = split.origin();
        return row(
                split.symbol(), split.effective(), split.ratio(), origin.source(), origin.partition(), origin.offset());
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
