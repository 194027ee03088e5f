package ai.finai.generator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Hashes;
import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarketTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final long SEED = Long.getLong("finai.seed", System.nanoTime());

    /** What was generated must not change unnoticed: figures in documents and tests of others rest on it. */
    @Test
    void theSameSettingsGiveTheSameBytes() {
        assertThat(hash(MarketSettings.of(7, 9, 5))).isEqualTo(hash(MarketSettings.of(7, 9, 5)));
        assertThat(hash(MarketSettings.of(7, 9, 5))).isNotEqualTo(hash(MarketSettings.of(7, 9, 6)));
        assertThat(hash(MarketSettings.of(7, 9, 5)))
                .isEqualTo("4494f40816eeb987974acce62aa30547dc0e33c0936e91f73fc49580a70ef2e4");
        assertThat(hash(MarketSettings.of(5, 700, 5).withInterval(DAY)))
                .isEqualTo("088fdf41bd8268c671483df9aeca3f9f1f6ecba97917ed75f4cc09349d6e0b16");
    }

    private static String hash(MarketSettings settings) {
        MessageDigest digest = Hashes.sha256();
        Market market = Market.of(settings);
        for (MarketFeed feed = new MarketFeed(market); feed.hasNext(); ) {
            digest.update(feed.next().value());
        }
        market.takeLabels()
                .forEach(label -> digest.update(MarketFolder.line(label).getBytes()));
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void everyBarOfEverySeedIsOneThatCanBe() {
        System.out.println("-Dfinai.seed=" + SEED);
        Random random = new Random(SEED);
        String[] intervals = {"PT1M", "PT5M", "PT30M", "PT3H15M", "PT6H30M", "P1D"};
        for (int run = 0; run < 40; run++) {
            Duration interval = Duration.parse(intervals[run % intervals.length]);
            long seed = random.nextLong();
            MarketSettings settings = MarketSettings.of(1 + random.nextInt(6), interval.equals(DAY) ? 400 : 8, seed)
                    .withInterval(interval)
                    .withJumps(random.nextDouble(), random.nextDouble());
            check(settings);
        }
    }

    private static void check(MarketSettings settings) {
        Session session = new Session(settings.interval());
        MarketEvent before = null;
        Set<String> ids = new HashSet<>();
        Market market = Market.of(settings);
        long from = settings.start().toEpochDay() * Session.DAY;
        long until = from + settings.days() * Session.DAY;
        while (market.hasNext()) {
            MarketEvent event = market.next();
            assertThat(ids.add(event.getClass() + event.id()))
                    .as(event.id() + settings)
                    .isTrue();
            if (before != null && !inOrder(before, event)) {
                throw new AssertionError(before + " before " + event + " of " + settings);
            }
            before = event;
            if (event instanceof PriceBar bar && !canBe(bar, session, from, until)) {
                throw new AssertionError(bar + " of " + settings);
            }
        }
    }

    private static boolean inOrder(MarketEvent one, MarketEvent other) {
        if (one.eventTime() != other.eventTime()) {
            return one.eventTime() < other.eventTime();
        }
        int kinds = kind(one) - kind(other);
        return kinds == 0 ? one.id().compareTo(other.id()) < 0 : kinds < 0;
    }

    private static int kind(MarketEvent event) {
        return event instanceof PriceBar ? 0 : event instanceof Split ? 1 : 2;
    }

    private static boolean canBe(PriceBar bar, Session session, long from, long until) {
        long ofDay = Math.floorMod(bar.start(), Session.DAY);
        boolean trading = session.isDay()
                ? ofDay == 0
                : ofDay >= Session.OPEN && ofDay + session.interval <= Session.OPEN + Session.LENGTH;
        return trading
                && Session.isTradingDay(Math.floorDiv(bar.start(), Session.DAY))
                && bar.start() >= from
                && bar.end() <= until
                && bar.interval() == session.interval
                && bar.low() > 0
                && bar.low() <= Math.min(bar.open(), bar.close())
                && bar.high() >= Math.max(bar.open(), bar.close())
                && bar.volume() >= (bar.symbol().equals(Market.INDEX) ? 0 : 1) // all may be halted
                && List.of(bar.open(), bar.high(), bar.low(), bar.close()).stream()
                        .allMatch(price -> price == Math.round(price * 100) / 100.0);
    }

    @Test
    void withoutIncidentsThereIsABarOfEverySymbolInEveryMinuteOfTrading() {
        Observed week = new Observed(MarketSettings.of(3, 7, 2));
        assertThat(week.labels(MarketLabel.Kind.HALT)).isEmpty();
        assertThat(week.bars).hasSize(4).allSatisfy((symbol, bars) -> assertThat(bars)
                .hasSize(5 * 390));
    }

    @Test
    void theEndlessMarketBeginsAsTheOneThatEndsAndGoesOn() {
        MarketSettings settings = MarketSettings.of(4, 5, 3);
        List<MarketEvent> finite = new ArrayList<>();
        Market.of(settings).forEachRemaining(finite::add);
        Market endless = Market.endless(settings);
        for (MarketEvent event : finite) {
            assertThat(endless.next()).isEqualTo(event);
        }
        long last = finite.get(finite.size() - 1).eventTime();
        for (int i = 0; i < 50_000; i++) {
            assertThat(endless.next().eventTime()).isGreaterThanOrEqualTo(last);
        }
    }

    @Test
    void aFeedNamesTopicKeyAndTime() {
        MarketSettings settings = MarketSettings.of(5, 1, 3).withInterval(DAY);
        MarketFeed feed = new MarketFeed(Market.endless(settings));
        Market market = Market.endless(settings);
        Set<MarketTopic> topics = new HashSet<>();
        for (int i = 0; i < 40_000; i++) {
            MarketEvent event = market.next();
            MarketRecord record = feed.next();
            assertThat(record.eventTime()).isEqualTo(event.eventTime());
            if (event instanceof NewsItem news) {
                assertThat(record.topic()).isEqualTo(MarketTopic.NEWS);
                assertThat(record.key()).isEqualTo(news.id());
            }
            topics.add(record.topic());
        }
        assertThat(topics).containsExactlyInAnyOrder(MarketTopic.values());
    }

    @Test
    void settingsThatCannotBeAreRefusedWithWhatWouldDo() {
        assertThatThrownBy(() -> MarketSettings.of(0, 1, 1)).hasMessage("symbols is 0; it must be from 1 to 10000");
        assertThatThrownBy(() -> MarketSettings.of(1, 1, 1).withInterval(Duration.ofMinutes(7)))
                .hasMessageContaining("interval is PT7M")
                .hasMessageContaining("PT1M");
        assertThatThrownBy(() -> MarketSettings.of(1, 1, 1).withJumps(1.5, 0)).hasMessageContaining("jumps is 1.5");
        assertThatThrownBy(() -> MarketSettings.of(1, 1, 1).withJumps(1, Double.NaN))
                .hasMessageContaining("jump-news");
        assertThatThrownBy(() -> MarketSettings.of(1, 1, 1).withStart(LocalDate.of(1900, 1, 1)))
                .hasMessageContaining("1971");
    }
}
