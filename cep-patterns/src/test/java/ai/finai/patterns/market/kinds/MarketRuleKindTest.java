package ai.finai.patterns.market.kinds;

import static ai.finai.patterns.market.Bars.bar;
import static ai.finai.patterns.market.Bars.headline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Alert;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.market.BarKind;
import ai.finai.patterns.market.Bars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketRuleKindTest {

    private static final String CLOSE = "2026-01-05T21:00:00Z";
    private static final Duration DAY = Duration.ofDays(1);
    private static final PriceJump JUMP = new PriceJump(5, 0.02);
    private static final VolatilityRegime REGIME = new VolatilityRegime(1.6, 0.6, 0.2);
    private static final VolumeSurprise VOLUME = new VolumeSurprise(5, 1_000);
    private static final ForecastSurprise FORECAST = new ForecastSurprise(1.5);
    private static final NewsSentiment SENTIMENT = new NewsSentiment(0.5, 3, DAY, 0.5);
    private static final NewsDrivenMove DRIVEN = new NewsDrivenMove(5, 0.02, DAY, Duration.ofMinutes(10));
    private static final UnexplainedMove UNEXPLAINED = new UnexplainedMove(5, 0.02, DAY, Duration.ofHours(1));
    private static final WatchedBar FALL = daily().moved(-0.084, -7.1).watched();
    private static final MarketAlert.Headline CUTS = headline("Apple cuts outlook", "2026-01-05T20:41:00Z", -0.83);

    @Test
    void everyParameterThatIsOutOfRangeIsNamedWithItsValueAndRange() {
        assertThatThrownBy(() -> new PriceJump(0.5, -0.01))
                .hasMessage("minZ: 0.5 is out of range; allowed: 1 to 1000;"
                        + " minReturn: -0.01 is out of range; allowed: 0 to 10");
        assertThatThrownBy(() -> new VolatilityRegime(1, 1, Double.NaN))
                .hasMessage("upRatio: 1 is out of range; allowed: 1.05 to 100;"
                        + " downRatio: 1 is out of range; allowed: 0 to 0.95;"
                        + " hysteresis: NaN is out of range; allowed: 0 to 0.9");
        assertThatThrownBy(() -> new NewsSentiment(0, 0, Duration.ZERO, 2)).hasMessageContaining("window: 0 s is out");
        assertThatThrownBy(() -> new UnexplainedMove(5, 0, DAY.multipliedBy(32), DAY.multipliedBy(8)))
                .hasMessage("before: 32 d is out of range; allowed: 0 s to 31 d;"
                        + " waitingTime: 8 d is out of range; allowed: 0 s to 7 d");
    }

    @Test
    void aJumpIsFarOutAndLarge() {
        assertThat(alerts(JUMP, daily().logMoved(Math.log(1.5), 5))).isTrue();
        assertThat(alerts(JUMP, daily().moved(-0.021, -5))).isTrue();
        assertThat(alerts(JUMP, daily().moved(0.021, 4.999))).isFalse();
        assertThat(alerts(JUMP, daily().moved(-0.0199, -5))).isFalse();
        assertThat(alerts(JUMP, daily())).isFalse();
        assertThat(alerts(JUMP, daily().logMoved(Double.NaN, 9))).isFalse();
        assertThat(alerts(JUMP, daily().moved(0.5, Double.POSITIVE_INFINITY))).isFalse();
        assertThat(alerts(new PriceJump(5, 0), daily().moved(0, 5))).isTrue();
    }

    @Test
    void aRegimeEndsLaterThanItBegins() {
        assertThat(REGIME.level(ratio(1.599), 0)).isEqualTo(0);
        assertThat(REGIME.level(ratio(1.6), 0)).isEqualTo(1);
        assertThat(REGIME.level(ratio(1.29), 1)).isEqualTo(1);
        assertThat(REGIME.level(ratio(1.27), 1)).isEqualTo(0);
        assertThat(REGIME.level(ratio(0.6), 1)).isEqualTo(-1);
        assertThat(REGIME.level(ratio(0.71), -1)).isEqualTo(-1);
        assertThat(REGIME.level(ratio(0.73), -1)).isEqualTo(0);
        assertThat(REGIME.level(ratio(1.7), -1)).isEqualTo(1);
        assertThat(REGIME.level(ratio(Double.NaN), -1)).isEqualTo(-1);
        assertThat(REGIME.level(daily().volatility(1, 0).watched(), 1)).isEqualTo(1);
        assertThat(new VolatilityRegime(1.6, 0, 0.2).level(ratio(0), 0)).isEqualTo(0);
        assertThat(REGIME.alerts(0, 1)).isTrue();
        assertThat(REGIME.alerts(1, 1)).isFalse();
        assertThat(REGIME.alerts(1, -1)).isTrue();
        assertThat(REGIME.alerts(-1, 0)).isFalse();
    }

    @Test
    void onlyMoreVolumeThanUsualIsASurprise() {
        assertThat(alerts(VOLUME, daily().traded(1_000, 5))).isTrue();
        assertThat(alerts(VOLUME, daily().traded(999, 50))).isFalse();
        assertThat(alerts(VOLUME, daily().traded(5_000, 4.9))).isFalse();
        assertThat(alerts(VOLUME, daily().traded(5_000, -9))).isFalse();
        assertThat(alerts(VOLUME, daily().traded(5_000, Double.NaN))).isFalse();
    }

    @Test
    void aForecastIsMeasuredOnTheSideOnWhichTheReturnLies() {
        // 0.25 beyond an end is 1.5 times a distance of 1/6, and one of 0.125 is exactly twice 0.0625.
        ForecastSurprise twice = new ForecastSurprise(2);
        assertThat(alerts(twice, daily().logMoved(0.25, 1).expected(-0.5, 0.0625, 0.125)))
                .isFalse();
        assertThat(alerts(twice, daily().logMoved(0.2501, 1).expected(-0.5, 0.0625, 0.125)))
                .isTrue();
        assertThat(alerts(twice, daily().logMoved(-0.25, 1).expected(-0.125, -0.0625, 0.5)))
                .isFalse();
        assertThat(alerts(twice, daily().logMoved(-0.2501, 1).expected(-0.125, -0.0625, 0.5)))
                .isTrue();
        assertThat(alerts(FORECAST, daily().logMoved(0.9, 9))).isFalse();
        assertThat(alerts(FORECAST, daily().logMoved(0.9, 9).expected(0.1, 0.1, 0.2)))
                .isFalse();
        assertThat(alerts(FORECAST, daily().logMoved(0.9, 9).expected(Double.NEGATIVE_INFINITY, 0, 0.1)))
                .isFalse();
        assertThat(alerts(FORECAST, daily().expected(-0.1, 0, 0.1))).isFalse();
    }

    @Test
    void sentimentEndsLaterThanItBegins() {
        assertThat(SENTIMENT.level(0, 3, 0.5)).isEqualTo(1);
        assertThat(SENTIMENT.level(0, 2, 0.9)).isEqualTo(0);
        assertThat(SENTIMENT.level(1, 2, 0.9)).isEqualTo(0);
        assertThat(SENTIMENT.level(0, 3, 0.49)).isEqualTo(0);
        assertThat(SENTIMENT.level(1, 3, 0.25)).isEqualTo(1);
        assertThat(SENTIMENT.level(1, 3, 0.24)).isEqualTo(0);
        assertThat(SENTIMENT.level(1, 3, -0.5)).isEqualTo(-1);
        assertThat(SENTIMENT.level(-1, 3, -0.25)).isEqualTo(-1);
        assertThat(SENTIMENT.level(-1, 3, -0.24)).isEqualTo(0);
    }

    @Test
    void newsBelongsToABarThatIsTakenToBeADayLongAtMost() {
        WatchedBar week = bar("AAPL", CLOSE).of(Duration.ofDays(7)).watched();
        assertThat(DRIVEN.newsFrom(FALL.bar())).isEqualTo(FALL.bar().start() - DAY.toMillis());
        assertThat(DRIVEN.newsFrom(week.bar())).isEqualTo(DRIVEN.newsFrom(FALL.bar()));
        assertThat(DRIVEN.newsUntil(FALL.bar())).isEqualTo(FALL.bar().end() + 600_000);
        assertThat(UNEXPLAINED.newsUntil(FALL.bar())).isEqualTo(FALL.bar().end() + 3_600_000);
    }

    /** The document shows them too. */
    @Test
    void everyNarrativeReadsAsInTheDocument() throws IOException {
        String document = Files.readString(Path.of(System.getProperty("finai.root"), "src/docs/market-rules.md"))
                .replace("\n> ", " ");
        for (Narrative narrative : List.of(
                JUMP.narrate(FALL),
                REGIME.narrate(daily().volatility(0.0292, 0.017).watched()),
                VOLUME.narrate(daily().traded(98_765_432, 6.2).watched()),
                FORECAST.narrate(daily().moved(-0.084, -7.1)
                        .expected(Math.log(0.979), 0.0008, Math.log(1.023))
                        .watched()),
                SENTIMENT.narrate("AAPL", CUTS, -1, 5, -0.62),
                DRIVEN.narrate(FALL, List.of(CUTS, CUTS), 5),
                UNEXPLAINED.narrate(FALL, List.of(), 5))) {
            assertThat(document).contains(" " + narrative.sentence() + "\n");
        }
    }

    @Test
    void theFactsAreTheFiguresOfTheSentence() {
        assertThat(UNEXPLAINED
                        .narrate(daily().moved(-0.084, -7.1).gapped(-0.05).watched(), List.of(), 5)
                        .facts())
                .containsExactly(
                        new Alert.Fact("return", "-0.084000", true),
                        new Alert.Fact("zScore", "-7.10", true),
                        new Alert.Fact("gap", "-0.050000", true),
                        new Alert.Fact("close", "101", false),
                        new Alert.Fact("currency", "USD", false),
                        new Alert.Fact("before", "PT24H", false),
                        new Alert.Fact("waitingTime", "PT1H", false));
        assertThat(SENTIMENT.narrate("AAPL", CUTS, -1, 5, -0.62).facts())
                .containsExactly(
                        new Alert.Fact("meanSentiment", "-0.6200", true),
                        new Alert.Fact("headlines", "5", true),
                        new Alert.Fact("window", "PT24H", false),
                        new Alert.Fact("level", "0.5000", true));
    }

    @Test
    void whatIsBeyondNumbersIsSaidAsSuch() {
        assertThat(FORECAST.narrate(daily().moved(-0.084, -7.1)
                                .expected(-0.05, 0, 800)
                                .watched())
                        .sentence())
                .contains("price-lstm expected -4.9 % to Infinity % in 95 of 100 cases");
        assertThat(MarketFigures.decimal(Double.NaN, 2)).isEqualTo("NaN");
        assertThat(MarketFigures.signedPercent(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity %");
        assertThat(MarketFigures.balance(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void theSentenceSaysWhereTheMoveWas() {
        assertThat(Moves.sentence(daily().moved(-0.084, -7.1).gapped(-0.05).watched()))
                .isEqualTo("AAPL fell 8.4 % in the day to 2026-01-05 21:00Z (opening 5.0 % from the close before)");
        assertThat(Moves.sentence(daily().moved(-0.084, -7.1).gapped(0.05).watched()))
                .endsWith("21:00Z");
        assertThat(Moves.sentence(
                        bar("BRK.B", "2026-01-05T14:31:30Z").moved(0.00623, 6).watched()))
                .isEqualTo("BRK.B rose 0.62 % in the minute to 2026-01-05 14:31:30Z");
        assertThat(Moves.sentence(bar("X", CLOSE)
                        .of(Duration.ofMinutes(5))
                        .moved(12.5, 600)
                        .watched()))
                .isEqualTo("X rose 1,250.0 % in the 5 min to 2026-01-05 21:00Z");
    }

    @Test
    void aHeadlineIsQuotedOnOneLineAndNotForEver() {
        assertThat(MarketFigures.quote(headline("A\n\tb  c", CLOSE, null)))
                .isEqualTo("\"A b c\" (Reuters, 2026-01-05 21:00Z)");
        assertThat(MarketFigures.quote(headline("x".repeat(139) + "😀" + "y", CLOSE, 0.0)))
                .isEqualTo("\"" + "x".repeat(139) + "…\" (Reuters, 2026-01-05 21:00Z, sentiment 0.00)");
    }

    @Test
    void whoSaidItCannotMakeATerminalObeyOrTurnTheSentenceAround() {
        MarketAlert.Headline hostile = new MarketAlert.Headline(
                "N1",
                0,
                "Up\u009B2J\u2028 \u202Enow",
                "wire\u001B]0;x\u0007\r\n\u2066\u0085",
                null,
                null,
                CUTS.source());
        Narrative narrative = new Narrative("AAPL rose: " + MarketFigures.quote(hostile), List.of());
        assertThat(narrative.sentence()).isEqualTo("AAPL rose: \"Up 2J now\" (wire ]0;x , 1970-01-01 00:00Z)");
    }

    private static Bars daily() {
        return bar("AAPL", CLOSE).daily();
    }

    private static WatchedBar ratio(double ratio) {
        return daily().volatility(ratio, 1).watched();
    }

    private static boolean alerts(BarKind kind, Bars bar) {
        return kind.alerts(0, kind.level(bar.watched(), 0));
    }
}
