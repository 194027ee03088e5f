package ai.finai.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Alert;
import ai.finai.events.ModelName;
import ai.finai.events.Origin;
import ai.finai.events.Severity;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.jobs.archive.ArchiveReader.Days;
import ai.finai.jobs.archive.ArchiveReader.Having;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.archive.tables.BarRow;
import ai.finai.jobs.archive.tables.MarketAlertRow;
import ai.finai.jobs.archive.tables.NewsRow;
import ai.finai.jobs.archive.tables.SplitRow;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of markets is what is read, by DuckDB and by our own reader. */
class MarketTablesTest {

    private static final long MONDAY = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000;
    private static final ModelName MODEL = new ModelName("price-lstm", "1", "ab");

    @TempDir
    Path archive;

    @Test
    void barsKeepTheirFiguresAndWhatIsUndefinedIsNull() throws Exception {
        PriceBar bar = new PriceBar(
                "AAPL",
                MONDAY,
                60_000,
                187.15,
                187.44,
                187.01,
                187.4,
                9_000_000_000L,
                "USD",
                new Origin("prices", 2, 7));
        WatchedBar watched = new WatchedBar(
                bar, false, 0.1, 0.2, 0.3, 0.4, -5.5, 6.5, 0.25, -0.75, 1.5, new Forecast(-0.01, 0.0, 0.01, MODEL));
        write(bar, watched);
        try (DuckDb duck = new DuckDb(archive)) {
            assertThat(duck.rows("SELECT * FROM 'archive/bars/*/*.parquet' ORDER BY late"))
                    .containsExactly(
                            "AAPL|2026-01-05T00:01Z|2026-01-05T00:00Z|187.15|187.44|187.01|187.4|9000000000|USD|false"
                                    + "|0.1|0.2|0.3|0.4|-5.5|6.5|0.25|-0.75|1.5|-0.01|0.0|0.01|price-lstm/1"
                                    + "|prices|2|7|2026-01-05",
                            "AAPL|2026-01-05T00:01Z|2026-01-05T00:00Z|187.15|187.44|187.01|187.4|9000000000|USD|true"
                                    + "|null|null|null|null|null|null|null|null|null|null|null|null|null"
                                    + "|prices|2|7|2026-01-05");
        }
    }

    private void write(PriceBar bar, WatchedBar watched) throws Exception {
        WrittenArchive.in(archive).with(new BarRow(), List.of(watched, WatchedBar.late(bar)));
    }

    /** A bar that ends at midnight is known on the day that begins then. */
    @Test
    void aBarIsInTheFolderOfTheDayOnWhichItEnds() throws Exception {
        SymbolStory.ofDays("AAPL", 3).writeTo(archive);
        try (DuckDb duck = new DuckDb(archive)) {
            assertThat(duck.rows("SELECT start_time, day FROM 'archive/bars/*/*.parquet' ORDER BY 1"))
                    .containsExactly(
                            "2026-01-05T00:00Z|2026-01-06",
                            "2026-01-06T00:00Z|2026-01-07",
                            "2026-01-07T00:00Z|2026-01-08");
        }
    }

    @Test
    void newsKeepsItsSymbolsAsAList() throws Exception {
        NewsItem item =
                new NewsItem("N1", MONDAY, "Up – é", "body", "wire", List.of("AAPL", "MSFT"), new Origin("news", 0, 1));
        NewsItem bare = new NewsItem("N2", MONDAY, "Down", null, null, List.of("IBM"), new Origin("news", 1, 2));
        WrittenArchive.in(archive)
                .with(
                        new NewsRow(),
                        List.of(
                                new ScoredNews(item, new Sentiment(0.25f, 0.25f, 0.5f), MODEL),
                                ScoredNews.unscored(bare)));
        try (DuckDb duck = new DuckDb(archive)) {
            assertThat(duck.rows("SELECT * FROM 'archive/news/*/*.parquet' ORDER BY news_id"))
                    .containsExactly(
                            "N1|2026-01-05T00:00Z|Up – é|body|wire|[AAPL, MSFT]|0.25|0.25|0.5|0.25|price-lstm/1"
                                    + "|news|0|1|2026-01-05",
                            "N2|2026-01-05T00:00Z|Down|null|null|[IBM]|null|null|null|null|null|news|1|2|2026-01-05");
            assertThat(duck.rows("SELECT news_id FROM 'archive/news/*/*.parquet' WHERE list_contains(symbols, 'MSFT')"))
                    .containsExactly("N1");
        }
    }

    @Test
    void splitsKeepTheirRatio() throws Exception {
        WrittenArchive.in(archive)
                .with(new SplitRow(), List.of(new Split("AAPL", MONDAY, 0.1, new Origin("splits", 0, 3))));
        try (DuckDb duck = new DuckDb(archive)) {
            assertThat(duck.rows("SELECT * FROM 'archive/splits/*/*.parquet'"))
                    .containsExactly("AAPL|2026-01-05T00:00Z|0.1|splits|0|3|2026-01-05");
        }
    }

    @Test
    void everyRevisionOfAnAlertIsARowWithItsEvidenceAsJson() throws Exception {
        Origin origin = new Origin("prices", 0, 1);
        MarketAlert alert = new MarketAlert(
                "A1",
                2,
                MarketAlert.Status.WITHDRAWN,
                new Alert.RuleReference("large-move", "unexplained-move", 3),
                new Alert.Subject(MarketAlert.SUBJECT_TYPE, "AAPL"),
                Severity.HIGH,
                MONDAY,
                "AAPL rose",
                List.of(new Alert.Fact("zScore", "7.25", true)),
                List.of(new MarketAlert.Bar(MONDAY, 60_000, 1, 2, 0.5, 1.25, 7, "USD", origin)),
                List.of(new MarketAlert.Headline("N1", MONDAY, "\"Up\"", null, 0.5, MODEL, origin)),
                List.of(new Alert.Score("price-lstm", "1", "ab", 0.5)),
                new MarketAlert.Provenance("sha256:ef", "market", "0.1.0"));
        WrittenArchive.in(archive).with(new MarketAlertRow(), List.of(alert));
        try (DuckDb duck = new DuckDb(archive)) {
            assertThat(duck.rows(
                            "SELECT alert_id, revision, status, rule_id, rule_kind, rule_version, symbol, severity,"
                                    + " event_time, narrative, scores[1].score, rule_book, job, release, day"
                                    + " FROM 'archive/market_alerts/*/*.parquet'"))
                    .containsExactly(
                            "A1|2|WITHDRAWN|large-move|unexplained-move|3|AAPL|HIGH|2026-01-05T00:00Z|AAPL rose"
                                    + "|0.5|sha256:ef|market|0.1.0|2026-01-05");
            assertThat(duck.one(
                            "SELECT facts::JSON->>'zScore', bars::JSON->0->>'close', headlines::JSON->0->>'headline'"
                                    + " FROM 'archive/market_alerts/*/*.parquet'"))
                    .isEqualTo("7.25|1.25|\"Up\"");
        }
    }

    @Test
    void theReaderFindsASymbolAmongOthersOnSomeDays() throws Exception {
        SymbolStory other = SymbolStory.ofDays("MSFT", 30);
        WrittenArchive.in(archive)
                .with(new BarRow(), mixed(SymbolStory.ofDays("AAPL", 30).bars(), other.bars()));
        ArchiveReader reader = ArchiveReader.of(archive.toUri().toString());
        Days days = new Days(LocalDate.of(2026, 1, 7), LocalDate.of(2026, 1, 14));
        List<Object[]> rows = new ArrayList<>();
        reader.read(
                ArchiveTable.BARS,
                days,
                new Having("symbol", "MSFT"),
                rows::add,
                "start_time",
                "close",
                "forecast_high");
        rows.sort((a, b) -> Long.compare((Long) a[0], (Long) b[0]));
        List<WatchedBar> expected = other.bars().stream()
                .filter(watched ->
                        watched.bar().end() >= MONDAY + 2 * DAY && watched.bar().end() < MONDAY + 10 * DAY)
                .toList();
        assertThat(rows).hasSize(expected.size()).hasSizeGreaterThan(4);
        for (int i = 0; i < rows.size(); i++) {
            Forecast forecast = expected.get(i).forecast();
            assertThat(rows.get(i))
                    .containsExactly(
                            expected.get(i).bar().start(),
                            expected.get(i).bar().close(),
                            forecast == null ? null : forecast.high());
        }
    }

    @Test
    void theReaderFindsNewsByOneOfItsSymbols() throws Exception {
        // All of one day, so that they are in one file.
        SymbolStory other = SymbolStory.ofMinutes("MSFT", 200);
        WrittenArchive.in(archive)
                .with(new NewsRow(), mixed(SymbolStory.ofMinutes("AAPL", 200).news(), other.news()));
        ArchiveReader reader = ArchiveReader.of(archive.toUri().toString());
        List<Object[]> rows = new ArrayList<>();
        reader.read(
                ArchiveTable.NEWS, Days.ALL, new Having("symbols", "MSFT"), rows::add, "headline", "symbols", "model");
        assertThat(rows)
                .hasSize(other.news().size())
                .allSatisfy(row -> assertThat(row[1]).isEqualTo(List.of("INDEX", "MSFT")))
                .anySatisfy(row -> assertThat(row[2]).isNull());
        assertThat(rows.stream().map(row -> row[0]))
                .containsExactlyInAnyOrderElementsOf(other.news().stream()
                        .map(scored -> (Object) scored.news().headline())
                        .toList());
    }

    /** One of these, one of those, and so on: rows of both are in each file. */
    private static <T> List<T> mixed(List<T> these, List<T> those) {
        List<T> mixed = new ArrayList<>();
        for (int i = 0; i < Math.max(these.size(), those.size()); i++) {
            mixed.addAll(these.subList(Math.min(i, these.size()), Math.min(i + 1, these.size())));
            mixed.addAll(those.subList(Math.min(i, those.size()), Math.min(i + 1, those.size())));
        }
        return mixed;
    }
}
