package ai.finai.generator.market;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What labels say is so. */
class MarketLabelsTest {

    private static final long SEED = Long.getLong("finai.seed", 1);
    private static final double JUMPS = 0.2;
    private static final double JUMP_NEWS = 0.6;

    private static Observed minutes;
    private static Observed days;

    @BeforeAll
    static void generate() {
        System.out.println("-Dfinai.seed=" + SEED);
        minutes = new Observed(MarketSettings.of(20, 42, SEED).withJumps(JUMPS, JUMP_NEWS));
        days = new Observed(MarketSettings.of(20, 1_400, SEED)
                .withInterval(Duration.ofDays(1))
                .withJumps(JUMPS, JUMP_NEWS));
    }

    @AfterAll
    @SuppressWarnings("NullAway")
    static void forget() {
        minutes = null;
        days = null;
    }

    private static List<MarketLabel> jumps(Observed observed) {
        return observed.labels.stream()
                .filter(label ->
                        label.kind() == MarketLabel.Kind.JUMP || label.kind() == MarketLabel.Kind.JUMP_WITH_NEWS)
                .toList();
    }

    @Test
    void aJumpIsSeenInTheBarThatItsTimeLiesIn() {
        for (Observed observed : List.of(minutes, days)) {
            int seen = 0;
            int all = 0;
            for (MarketLabel jump : jumps(observed)) {
                Map<Long, Double> returns = observed.returns(jump.symbol());
                PriceBar bar = observed.bars.get(jump.symbol()).stream()
                        .filter(one -> one.start() <= jump.time() && jump.time() < one.end())
                        .findAny()
                        .orElseThrow(() -> new AssertionError("no bar of " + jump));
                Double move = returns.get(bar.start());
                if (move != null) { // on the first bar there is no close before
                    all++;
                    seen += Math.abs(move - jump.size()) < Math.abs(jump.size()) / 2 ? 1 : 0;
                }
            }
            assertThat(all).isGreaterThan(50);
            // By the day the rest of the day's move comes on top.
            assertThat((double) seen / all).isGreaterThan(observed == minutes ? 0.97 : 0.9);
        }
    }

    @Test
    void noMinuteMovesAsMuchAsAJumpUnlessItIsLabelled() {
        for (String symbol : minutes.market.symbols()) {
            List<MarketLabel> jumps = jumps(minutes).stream()
                    .filter(jump -> jump.symbol().equals(symbol))
                    .toList();
            double least = jumps.stream()
                    .mapToDouble(jump -> Math.abs(jump.size()))
                    .min()
                    .orElse(0.05);
            Set<Long> starts = new HashSet<>();
            jumps.forEach(jump -> starts.add(Math.floorDiv(jump.time(), 60_000L) * 60_000L));
            long day = -1;
            for (Map.Entry<Long, Double> move : minutes.returns(symbol).entrySet()) {
                boolean first = Math.floorDiv(move.getKey(), Session.DAY) != day; // a night's gap may be as large
                day = Math.floorDiv(move.getKey(), Session.DAY);
                if (!first && !starts.contains(move.getKey())) {
                    assertThat(Math.abs(move.getValue())).as(symbol + move).isLessThan(least);
                }
            }
        }
    }

    @Test
    void thereAreAsManyJumpsAndAsMuchNewsOfThemAsAskedFor() {
        for (Observed observed : List.of(minutes, days)) {
            long tradingDays = observed.bars.get(Market.INDEX).stream()
                    .map(bar -> Math.floorDiv(bar.start(), Session.DAY))
                    .distinct()
                    .count();
            double expected = JUMPS * tradingDays * observed.market.symbols().size();
            int all = jumps(observed).size();
            assertThat((double) all).isBetween(0.8 * expected, 1.25 * expected);
            double share =
                    (double) observed.labels(MarketLabel.Kind.JUMP_WITH_NEWS).size() / all;
            double deviation = Math.sqrt(JUMP_NEWS * (1 - JUMP_NEWS) / all);
            assertThat(share).isBetween(JUMP_NEWS - 5 * deviation, JUMP_NEWS + 5 * deviation);
        }
    }

    @Test
    void newsOfAJumpIsOfTheSymbolAndNear() {
        int before = 0;
        List<MarketLabel> explained = minutes.labels(MarketLabel.Kind.JUMP_WITH_NEWS);
        for (MarketLabel jump : explained) {
            NewsItem news = minutes.news.get(Objects.requireNonNull(jump.newsId()));
            assertThat(news).isNotNull();
            assertThat(news.symbols().get(0)).isEqualTo(jump.symbol());
            assertThat(news.published() - jump.time())
                    .isBetween(
                            -Duration.ofHours(8).toMillis(),
                            Duration.ofMinutes(30).toMillis());
            before += news.published() < jump.time() ? 1 : 0;
        }
        assertThat(before).isBetween(explained.size() / 2, explained.size() * 9 / 10);
    }

    @Test
    void theWordsHaveTheSignOfTheJump() {
        String up = "(?i).*\\b(jumps?|soars?|surges?|rally|rallies|climb|pops|up|cheers)\\b.*|.*\\+\\d.*";
        String down = "(?i).*\\b(slumps?|tumbles?|sinks?|plunges?|slide|drops|down|alarms)\\b.*|.*-\\d+\\.\\d%.*";
        int told = 0;
        for (MarketLabel jump : days.labels(MarketLabel.Kind.JUMP_WITH_NEWS)) {
            NewsItem news = days.news.get(Objects.requireNonNull(jump.newsId()));
            if (news.headline().matches(".*\\d\\.\\d%.*")) { // it says how far the price went
                assertThat(news.published()).isGreaterThan(jump.time());
                assertThat(news.headline()).doesNotMatch(jump.size() > 0 ? down : up);
                told += news.headline().matches(jump.size() > 0 ? up : down) ? 1 : 0;
            }
        }
        assertThat(told).isGreaterThan(100);
    }

    @Test
    void everyHeadlineHasItsOneLabel() {
        Set<String> labelled = new HashSet<>();
        for (MarketLabel label : minutes.labels) {
            if (label.newsId() != null) {
                assertThat(labelled.add(label.newsId())).isTrue();
            }
        }
        assertThat(labelled).isEqualTo(minutes.news.keySet());
        Set<Double> moods = new HashSet<>();
        minutes.labels(MarketLabel.Kind.HEADLINE).forEach(label -> moods.add(label.size()));
        assertThat(moods).containsExactlyInAnyOrder(-1.0, 0.0, 1.0);
    }

    @Test
    void thereAreNoBarsWhileASymbolIsHalted() {
        for (Observed observed : List.of(minutes, days)) {
            List<MarketLabel> halts = observed.labels(MarketLabel.Kind.HALT);
            assertThat(halts).isNotEmpty();
            for (MarketLabel halt : halts) {
                List<PriceBar> bars = observed.bars.get(halt.symbol());
                long interval = bars.get(0).interval();
                long missing = (long) (halt.size() * 1000 / (interval == Session.DAY ? Session.LENGTH : interval));
                List<Long> starts = bars.stream().map(PriceBar::start).toList();
                List<Long> traded = observed.bars.get(Market.INDEX).stream()
                        .map(PriceBar::start)
                        .filter(start -> start >= halt.time())
                        .limit(missing + 1)
                        .toList();
                assertThat(starts)
                        .doesNotContainAnyElementsOf(traded.subList(0, (int) Math.min(missing, traded.size())));
                if (traded.size() > missing) {
                    assertThat(starts).contains(traded.get((int) missing));
                }
            }
        }
    }

    @Test
    void pricesFallByTheRatioOfASplitAndVolumesDoNotFall() {
        assertThat(days.splits).hasSizeGreaterThan(10);
        assertThat(days.labels(MarketLabel.Kind.SPLIT)).hasSameSizeAs(days.splits);
        for (Split split : days.splits) {
            List<PriceBar> bars = days.bars.get(split.symbol());
            int after = 0;
            while (after < bars.size() && bars.get(after).start() < split.effective()) {
                after++;
            }
            if (after < bars.size()) {
                double before = bars.get(after - 1).close();
                double gap = Math.log(bars.get(after).open() * split.ratio() / before);
                assertThat(gap).as(split.toString()).isBetween(-0.5, 0.5);
                assertThat(Math.abs(Math.log(split.ratio()))).isGreaterThan(0.4);
            }
        }
    }

    @Test
    void movesAreLargerWhileVolatilityIsHigh() {
        double ratios = 0;
        int count = 0;
        for (String symbol : days.market.symbols()) {
            double high = 0;
            int highs = 0;
            double usual = 0;
            int usuals = 0;
            List<MarketLabel> changes = days.labels(MarketLabel.Kind.VOLATILITY_REGIME).stream()
                    .filter(label -> label.symbol().equals(symbol))
                    .toList();
            for (Map.Entry<Long, Double> move : days.returns(symbol).entrySet()) {
                double multiple = 1;
                for (MarketLabel change : changes) {
                    multiple = change.time() < move.getKey() ? change.size() : multiple;
                }
                // The median would do as well; jumps are cut off.
                double size = Math.min(0.05, Math.abs(move.getValue()));
                if (multiple > 1) {
                    high += size;
                    highs++;
                } else {
                    usual += size;
                    usuals++;
                }
            }
            if (highs > 20) {
                ratios += high / highs / (usual / usuals);
                count++;
            }
        }
        assertThat(count).isGreaterThan(5);
        assertThat(ratios / count).isGreaterThan(1.2);
    }
}
