package ai.finai.operators.market;

import static ai.finai.patterns.market.Bars.news;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Instants;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.patterns.market.Bars;
import ai.finai.patterns.market.MarketRuleBook;
import ai.finai.state.market.WatchedSymbol;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a {@link SymbolWatch} keeps of a symbol, and how much. */
class KeptSymbolTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final MarketRuleBook SENTIMENT =
            book("news-sentiment", "0s", "level: 0.5, minNews: 2, window: 30min, hysteresis: 0.5");

    @Test
    void whereNewsCrowdsWhatWasSaidStaysAndTheLatestCount() {
        MarketRun run = new MarketRun(SENTIMENT, HOUR);
        for (int i = 0; i < 200; i++) {
            run.news(news("N%03d".formatted(i), at("10:00") + i * 1_000L, i < 100 ? -1 : 1));
        }
        assertThat(run.crowded).hasSize(200 - WatchedSymbol.NEWS);
        assertThat(run.kept().news()).hasSize(WatchedSymbol.NEWS);
        assertThat(run.alerts).hasSize(2).allMatch(alert -> alert.revision() == 1);
        // 64 are kept: the mean is at least 0.5 once 48 of them are good.
        assertThat(run.alerts.get(1).eventTime()).isEqualTo(at("10:00") + 147_000);
        int before = run.alerts.size();
        run.passed(at("10:10"));
        assertThat(run.news(news("M", at("10:01"), -1))).isTrue();
        assertThat(run.alerts).hasSize(before);
    }

    /** What is said of moves needs the latest few alone. */
    @Test
    void whatIsSaidOfMovesIsExactHoweverMuchNewsThereIs() {
        long first = Long.getLong("finai.seed", System.nanoTime() % 1_000_000_007L);
        for (long seed = first; seed < first + 30; seed++) {
            RandomMarket market = new RandomMarket(seed, 400);
            MarketRun run = new MarketRun(market.book, RandomMarket.LATENESS);
            market.play(run, true, seed);
            SortedSet<String> expected = MarketOracle.alerts(
                    market.book, MarketRun.SYMBOL, market.bars, market.news, RandomMarket.LATENESS.toMillis());
            Predicate<String> aboutSentiment = line -> line.contains(" sentiment");
            expected.removeIf(aboutSentiment);
            SortedSet<String> open = run.open();
            open.removeIf(aboutSentiment);
            assertThat(open).as("-Dfinai.seed=%d", seed).isEqualTo(expected);
            assertThat(run.crowded).isNotEmpty();
        }
    }

    @Test
    void aNewVersionOfARuleBeginsWithWhatComesAfterIt() {
        MarketRun first = new MarketRun(SENTIMENT, HOUR);
        first.news(news("N1", at("10:00"), 1));
        first.news(news("N2", at("10:01"), 1));
        first.passed(at("10:10"));
        assertThat(first.alerts).hasSize(1);
        MarketRuleBook raised = MarketRuleBookReader.read("rules.yaml", """
                rules:
                  - {id: other, kind: unexplained-move, version: 1, severity: LOW, quietPeriod: 0s}
                  - {id: rule, kind: news-sentiment, version: 2, severity: LOW, quietPeriod: 0s, parameters: {minNews: 2}}
                  - {id: msft, kind: price-jump, version: 1, severity: LOW, scope: {symbols: [MSFT]}}
                """);
        MarketRun second = new MarketRun(raised, HOUR, UnaryOperator.identity(), first.kept());
        second.news(news("N0", at("09:59"), 1));
        assertThat(second.alerts).isEmpty();
        assertThat(second.kept().rules()).hasSize(2);
        second.news(news("N3", at("10:11"), 1));
        assertThat(second.alerts).hasSize(1);
        assertThat(MarketRun.fact(second.alerts.get(0), "headlines")).isEqualTo("4");
    }

    /** Whatever comes, the size of what is kept has a bound; what a quiet symbol keeps is small. */
    @Test
    void whatIsKeptIsBounded() {
        MarketRuleBook book = MarketRuleBookReader.shipped();
        MarketRun run = new MarketRun(book, HOUR);
        int largest = 0;
        for (int i = 0; i < 2_000; i++) {
            long time = at("10:00") + i * 10_000L;
            run.news(wordy("%0250d".formatted(i), time, i % 3 - 1));
            run.bar(Bars.bar("AAPL", time).moved(0.05, 9).traded(1_000_000, 9).watched());
            if (i % 2 == 0) {
                run.news(wordy("late" + "%0240d".formatted(i), time - 3_000_000, -1));
            }
            largest = Math.max(largest, KeptBytes.of(run.kept()).length);
        }
        assertThat(largest).isGreaterThan(100_000).isLessThan(600_000);
        run.passed(at("10:00") + Duration.ofDays(4).toMillis());
        assertThat(KeptBytes.of(run.kept()).length).isLessThan(300);
        assertThat(run.notKept).isNotEmpty();
    }

    private static ScoredNews wordy(String id, long published, float balance) {
        ScoredNews news = news(id, published, balance);
        NewsItem item = news.news();
        return new ScoredNews(
                new NewsItem(
                        id,
                        published,
                        "\u6f22".repeat(1_000),
                        null,
                        "\u6f22".repeat(256),
                        item.symbols(),
                        item.origin()),
                Objects.requireNonNull(news.sentiment()),
                news.model());
    }

    private static long at(String time) {
        return Instants.parse("2026-01-05T" + time + ":00Z");
    }

    private static MarketRuleBook book(String kind, String quietPeriod, String parameters) {
        return MarketRuleBookReader.read(
                "rules.yaml",
                "rules:\n  - {id: rule, kind: " + kind + ", version: 1, severity: LOW, quietPeriod: " + quietPeriod
                        + ", parameters: {" + parameters + "}}\n");
    }
}
