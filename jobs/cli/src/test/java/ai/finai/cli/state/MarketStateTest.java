package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.WatchedBar;
import ai.finai.models.fixtures.WindowFixture;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.state.reading.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The market job's tables, of a job that goes on, against what its bars come to. */
class MarketStateTest {

    @TempDir
    static Path folder;

    private static WatchedMarket job;
    private static Path checkpoint;

    @BeforeAll
    static void start() throws Exception {
        job = new WatchedMarket(folder.resolve("checkpoints"));
        checkpoint = job.checkpoint();
    }

    @AfterAll
    static void stop() throws Exception {
        job.close();
    }

    private static Cli state(String command, String what, String sql) {
        return finai(
                "state",
                command,
                what,
                sql,
                "--job",
                "market",
                "--snapshots",
                "" + folder.resolve("checkpoints"),
                "--cache",
                "" + folder.resolve("cache"),
                "--output",
                "csv");
    }

    private static List<String[]> rows(String sql) {
        Cli answer = state("query", "latest", sql);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exitCode()).isEqualTo(ExitCode.OK);
        return answer.out().lines().skip(1).map(line -> line.split(",", -1)).toList();
    }

    @Test
    void theStatisticsOfASymbolAreThoseOfItsBars() throws Exception {
        long eventTime = Snapshot.at("" + checkpoint).note().eventTime();
        List<String[]> rows = rows("SELECT symbol, epoch_ms(last_event), bars, last_close, log_return, gap, drawdown,"
                + " volatility, long_volatility, z_score, volume_z_score, correlation, beta, news_kept, open_moves"
                + " FROM symbol_statistics ORDER BY symbol");
        assertThat(rows).extracting(row -> row[0]).containsExactlyInAnyOrderElementsOf(WatchedMarket.SYMBOLS);
        for (String[] row : rows) {
            List<PriceBar> bars = LongStream.range(0, Long.MAX_VALUE)
                    .mapToObj(WatchedMarket::bar)
                    .takeWhile(bar -> bar.end() <= eventTime)
                    .filter(bar -> bar.symbol().equals(row[0]))
                    .toList();
            PriceBar last = bars.get(bars.size() - 1);
            double before = bars.get(bars.size() - 2).close();
            double highest = bars.subList(Math.max(0, bars.size() - 250), bars.size()).stream()
                    .mapToDouble(PriceBar::close)
                    .max()
                    .orElseThrow();
            assertThat(bars.size()).isGreaterThanOrEqualTo(WatchedMarket.MINUTES - 1);
            assertThat(Long.parseLong(row[1])).isEqualTo(last.end());
            assertThat(Long.parseLong(row[2])).isEqualTo(bars.size());
            is(row[3], last.close());
            is(row[4], Math.log(last.close() / before));
            is(row[5], Math.log(last.open() / before));
            is(row[6], 1 - last.close() / highest);
            // The rest is what the job said of the same bar when it came.
            WatchedBar said = WatchedMarket.seen().stream()
                    .filter(bar ->
                            bar.bar().symbol().equals(row[0]) && bar.bar().start() == last.start())
                    .findFirst()
                    .orElseThrow();
            is(row[7], said.volatility());
            is(row[8], said.longVolatility());
            is(row[9], said.zScore());
            is(row[10], said.volumeZScore());
            is(row[11], said.correlation());
            is(row[12], said.beta());
            assertThat(row[13]).isEqualTo("0");
        }
    }

    private static void is(String cell, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(cell).isEmpty();
        } else {
            assertThat(Double.parseDouble(cell)).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void rulesAndForecasterInForceAreThere() {
        assertThat(rows("SELECT rule_id, kind, rule_version, severity, window_seconds, rule_book FROM rule_book"))
                .extracting(row -> String.join("|", row))
                .containsExactlyElementsOf(MarketRuleBookReader.shipped().rules().stream()
                        .map(rule -> Stream.of(
                                        rule.reference().id(),
                                        rule.reference().kind(),
                                        "" + rule.reference().version(),
                                        rule.severity().name(),
                                        "",
                                        MarketRuleBookReader.shipped().sha256())
                                .reduce((a, b) -> a + "|" + b)
                                .orElseThrow())
                        .toList());
        var forecaster = WindowFixture.WINDOW.of(Duration.ofMinutes(1));
        assertThat(rows("SELECT role, name, version, sha256 FROM models"))
                .extracting(row -> String.join("|", row))
                .containsExactly("forecaster|" + forecaster.contract().name() + "|"
                        + forecaster.contract().version() + "|"
                        + forecaster.file().sha256());
    }

    @Test
    void aSnapshotIsTakenByItsJobItsIdAndItsTime() {
        String id = checkpoint.getParent().getFileName() + "/" + checkpoint.getFileName();
        assertThat(state("query", id, "SELECT count(*) AS n FROM symbol_statistics")
                        .out())
                .isEqualTo("n\r\n5\r\n");
        Cli asOf =
                state("as-of", Instant.now().plusSeconds(60).toString(), "SELECT count(*) AS n FROM symbol_statistics");
        assertThat(asOf.out()).isEqualTo("n\r\n5\r\n");
        assertThat(asOf.err()).contains(id + ", complete at ").hasLineCount(1);
        Cli other = finai(
                "state",
                "query",
                "latest",
                "SELECT 1",
                "--snapshots",
                "" + folder.resolve("checkpoints"),
                "--cache",
                "" + folder.resolve("cache"));
        assertThat(other.exitCode()).isNotZero();
        assertThat(other.err()).contains("no complete snapshot of the job aml").hasLineCount(1);
    }
}
