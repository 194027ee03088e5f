package ai.finai.operators.market;

import static ai.finai.patterns.market.Bars.news;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Instants;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.MarketAlert.Headline;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.patterns.market.Bars;
import ai.finai.patterns.market.MarketRuleBook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolWatchTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final MarketRuleBook UNEXPLAINED =
            book("unexplained-move", "0s", "before: 30min, waitingTime: 10min");
    private static final MarketRuleBook DRIVEN = book("news-driven-move", "0s", "before: 30min, after: 5min");
    private static final MarketRuleBook SENTIMENT =
            book("news-sentiment", "0s", "level: 0.5, minNews: 2, window: 30min, hysteresis: 0.5");

    @Test
    void anUnexplainedMoveIsSaidWhenTheWaitingTimeHasPassed() {
        MarketRun run = new MarketRun(UNEXPLAINED, HOUR);
        run.bar(fall("10:00"));
        assertThat(run.next()).isEqualTo(at("10:10"));
        run.passed(at("10:10") - 1);
        assertThat(run.alerts).isEmpty();
        run.passed(at("10:10"));

        assertThat(said(run))
                .containsExactly("1 OPEN AAPL fell 8.4 % in the minute to 2026-01-05 10:00Z, 7.1 times its usual move;"
                        + " no news from 30 min before until 10 min after it");
        assertThat(run.alerts.get(0).eventTime()).isEqualTo(at("10:00"));
        assertThat(run.alerts.get(0).bars()).hasSize(1);
        assertThat(run.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void newsAtBothEndsOfTheTimeExplainsAMove() {
        for (String published : List.of("09:29", "10:10")) {
            MarketRun run = new MarketRun(UNEXPLAINED, HOUR);
            if (published.equals("09:29")) {
                run.news(news("N1", at(published)));
            }
            run.bar(fall("10:00"));
            run.news(news("N2", at("10:10")));
            run.passed(at("15:00"));
            assertThat(run.alerts).isEmpty();
        }
        MarketRun run = new MarketRun(UNEXPLAINED, HOUR);
        run.news(news("N1", at("09:29") - 1));
        run.bar(fall("10:00"));
        run.news(news("N2", at("10:10") + 1));
        run.passed(at("15:00"));
        assertThat(run.alerts).hasSize(1);
    }

    @Test
    void lateNewsThatExplainsAMoveWithdrawsTheAlertAndIsQuoted() {
        MarketRun run = new MarketRun(UNEXPLAINED, HOUR);
        run.bar(fall("10:00"));
        run.passed(at("10:30"));
        run.news(news("N1", at("09:45"), -0.75f));
        run.news(news("N2", at("09:46")));

        assertThat(said(run).subList(1, said(run).size()))
                .containsExactly(
                        "2 WITHDRAWN AAPL fell 8.4 % in the minute to 2026-01-05 10:00Z; that is explained after"
                                + " all, by news that came late: \"Headline of N1\" (Reuters, 2026-01-05 09:45Z, sentiment"
                                + " -0.75)");
        assertThat(run.alerts.get(1).alertId()).isEqualTo(run.alerts.get(0).alertId());
        assertThat(run.alerts.get(1).headlines()).extracting(Headline::newsId).containsExactly("N1");
        assertThat(MarketRun.fact(run.alerts.get(1), "withdrawnBecause")).isEqualTo("news");
    }

    @Test
    void newsThatIsTooLateChangesNothing() {
        MarketRun run = new MarketRun(UNEXPLAINED, HOUR);
        run.bar(fall("10:00"));
        run.passed(at("11:10"));
        assertThat(run.news(news("N1", at("10:10") - 1))).isFalse();
        assertThat(said(run)).hasSize(1);
        assertThat(run.news(news("N2", at("10:10")))).isTrue();
        assertThat(said(run)).hasSize(2);
        run.passed(at("11:10") + 1);
        assertThat(run.kept().rules().get(0).moves()).isEmpty();
    }

    @Test
    void aQuietPeriodIsThatOfTheMovesThatAreSpokenOf() {
        MarketRun run = new MarketRun(book("unexplained-move", "5min", "before: 0s, waitingTime: 0s"), HOUR);
        run.bar(fall("10:00"));
        run.bar(fall("10:04"));
        run.bar(fall("10:08"));
        run.passed(at("10:30"));
        assertThat(said(run)).hasSize(2).allMatch(each -> each.startsWith("1 OPEN"));

        run.news(news("N1", at("09:59")));
        assertThat(said(run).subList(2, said(run).size()))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("2 WITHDRAWN").contains("to 2026-01-05 10:00Z; that is"),
                        second -> assertThat(second).startsWith("1 OPEN").contains("to 2026-01-05 10:04Z"),
                        third -> assertThat(third)
                                .isEqualTo("2 WITHDRAWN AAPL fell 8.4 % in the minute to 2026-01-05 10:08Z; with news"
                                        + " that came late the rule speaks of the move to 2026-01-05 10:04Z instead,"
                                        + " and of no other for 5 min"));

        run.news(news("N2", at("10:03")));
        assertThat(said(run).subList(5, said(run).size()))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("2 WITHDRAWN").contains("to 2026-01-05 10:04Z"),
                        second -> assertThat(second).startsWith("3 OPEN").contains("to 2026-01-05 10:08Z"));
        run.checkRevisions();
    }

    @Test
    void aNewsDrivenMoveIsSaidWithTheFirstNewsAndAgainWhenItsListChanges() {
        MarketRun run = new MarketRun(DRIVEN, HOUR);
        run.bar(fall("10:00"));
        assertThat(run.alerts).isEmpty();
        run.news(news("N1", at("10:05")));
        run.passed(at("10:20"));
        for (int i = 2; i <= 5; i++) {
            run.news(news("N" + i, at("09:50") + i));
        }
        assertThat(run.alerts).hasSize(5);
        run.news(news("N6", at("09:40"))); // the earliest of six
        run.news(news("N7", at("10:05") + 1)); // after the time
        assertThat(run.alerts).hasSize(5);
        MarketAlert last = run.alerts.get(4);
        assertThat(last.revision()).isEqualTo(5);
        assertThat(last.eventTime()).isEqualTo(at("10:00"));
        assertThat(last.headlines()).extracting(Headline::newsId).containsExactly("N2", "N3", "N4", "N5", "N1");
        assertThat(last.narrative()).contains("; at least 5 headlines from 30 min before it until 5 min after its end");
    }

    @Test
    void newsOfTheInstantInWhichABarEndsIsKnownWithIt() {
        MarketRun run = new MarketRun(book("news-driven-move", "0s", "before: 0s"), HOUR);
        run.news(news("N1", at("10:00")));
        run.bar(fall("10:00"));
        assertThat(run.alerts).hasSize(1);
        assertThat(run.alerts.get(0).narrative())
                .contains("; 1 headline from 0 s before it until its end, the latest \"Headline of N1\"");
    }

    @Test
    void lateNewsMovesTheTurnOfSentiment() {
        MarketRun run = new MarketRun(SENTIMENT, HOUR);
        run.news(news("N1", at("10:00"), -1));
        run.news(news("N3", at("10:10"), -1));
        run.news(news("N4", at("10:12"), -1));
        assertThat(said(run))
                .containsExactly(
                        "1 OPEN News about AAPL turned bad: mean sentiment -1.00 over 2 headlines in the 30 min"
                                + " to 2026-01-05 10:10Z, the latest \"Headline of N3\" (Reuters, 2026-01-05 10:10Z, sentiment"
                                + " -1.00)");
        run.passed(at("10:30"));
        run.news(news("N2", at("10:05"), 0.5f));
        assertThat(said(run).subList(1, said(run).size()))
                .containsExactly(
                        "2 OPEN News about AAPL turned bad: mean sentiment -0.50 over 3 headlines in the 30 min"
                                + " to 2026-01-05 10:10Z, the latest \"Headline of N3\" (Reuters, 2026-01-05 10:10Z, sentiment"
                                + " -1.00)");
        run.news(news("N2b", at("10:06"), 1));
        assertThat(said(run).subList(2, said(run).size()))
                .containsExactly("3 WITHDRAWN That news about AAPL turned bad at 2026-01-05 10:10Z does not hold: with"
                        + " news that came late, mean sentiment was -0.12 over 4 headlines");
        run.news(news("N0", at("09:59"), -1));
        assertThat(said(run).subList(3, said(run).size()))
                .hasSize(1)
                .allMatch(each -> each.startsWith("1 OPEN") && each.contains("to 2026-01-05 10:00Z"));
        run.checkRevisions();
    }

    @Test
    void aTurnOfSentimentThatComesBeforeAnotherTakesItsPlace() {
        MarketRun run = new MarketRun(SENTIMENT, HOUR);
        run.news(news("N1", at("10:00"), -1));
        run.news(news("N3", at("10:10"), -1));
        run.news(news("N2", at("10:05"), -1));

        assertThat(said(run).subList(1, said(run).size()))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isEqualTo("2 WITHDRAWN That news about AAPL turned bad at 2026-01-05 10:10Z is no"
                                        + " longer said: with news that came late there is a turn before it"),
                        second -> assertThat(second).startsWith("1 OPEN").contains("to 2026-01-05 10:05Z"));
    }

    @Test
    void anIdThatComesAgainIsAnotherPieceOfNews() {
        MarketRun run = new MarketRun(SENTIMENT, HOUR);
        run.news(news("N0", at("10:00"), -1));
        run.news(news("N1", at("10:01"), -1));
        for (int i = 2; i < 7; i++) {
            run.news(news("N" + i, at("10:0" + i), 1));
        }
        run.news(news("N1", at("10:07"), 1));
        assertThat(said(run))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("1 OPEN News about AAPL turned bad"),
                        second -> assertThat(second).startsWith("1 OPEN News about AAPL turned good"));
        assertThat(run.alerts.get(1).alertId()).isNotEqualTo(run.alerts.get(0).alertId());
    }

    @Test
    void newsIsKeptAsLongAsItMayBelongToAMove() {
        for (long early : new long[] {0, 1}) {
            MarketRun run = new MarketRun(UNEXPLAINED, HOUR);
            long published = at("10:00") - 1_800_000 - early;
            run.news(news("N1", published));
            run.passed(at("10:00") + Duration.ofHours(23).toMillis());
            long end = at("10:00") + Duration.ofDays(1).toMillis();
            run.bar(Bars.bar("AAPL", end).daily().moved(-0.084, -7).watched());
            run.passed(end + HOUR.toMillis());
            assertThat(run.alerts).hasSize((int) early);
            assertThat(run.kept().news()).isEmpty();
        }
    }

    @Test
    void newsIsKeptAsLongAsItMayCountInAMean() {
        MarketRun run = new MarketRun(SENTIMENT, HOUR);
        run.news(news("N1", at("10:00"), 1));
        run.passed(at("11:30") - 1);
        assertThat(run.news(news("N2", at("10:30") - 1, 1))).isTrue();
        assertThat(run.alerts).hasSize(1);
    }

    @Test
    void newsThatNoModelReadIsNoSentimentButExplainsMoves() {
        MarketRun run = new MarketRun(SENTIMENT, HOUR);
        run.news(news("N1", at("10:00")));
        run.news(news("N2", at("10:01"), 1));
        assertThat(run.alerts).isEmpty();
        run.news(news("N3", at("10:02"), 1));
        assertThat(run.alerts.get(0).headlines()).extracting(Headline::newsId).containsExactly("N2", "N3");
    }

    @Test
    void aBarThatIsLateChangesNothing() {
        MarketRun run = new MarketRun(book("price-jump", "0s", ""), HOUR);
        run.bar(WatchedBar.late(fall("10:00").bar()));
        run.passed(at("10:30"));
        run.bar(fall("10:30"));
        assertThat(run.alerts).isEmpty();
        run.bar(fall("10:31"));
        assertThat(run.alerts).hasSize(1);
    }

    @Test
    void aForecastSurpriseNamesTheModel() {
        MarketRun run = new MarketRun(book("forecast-surprise", "0s", ""), HOUR);
        run.bar(Bars.bar("AAPL", at("10:00"))
                .moved(-0.084, -7)
                .expected(-0.02, 0.001, 0.02)
                .watched());
        assertThat(run.alerts.get(0).scores()).singleElement().satisfies(score -> {
            assertThat(score.model()).isEqualTo("price-lstm");
            assertThat(score.score()).isEqualTo(0.001);
        });
    }

    @Test
    void theLatenessIsNotNegative() {
        assertThatThrownBy(() -> new MarketRun(SENTIMENT, Duration.ofMillis(-1)))
                .hasMessageContaining("is negative");
    }

    private static List<String> said(MarketRun run) {
        return run.alerts.stream()
                .map(alert -> alert.revision() + " " + alert.status() + " " + alert.narrative())
                .toList();
    }

    private static WatchedBar fall(String end) {
        return Bars.bar("AAPL", at(end)).moved(-0.084, -7.1).watched();
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
