package ai.finai.jobs.exactlyonce;

import ai.finai.events.Event;
import ai.finai.events.Instants;
import ai.finai.events.Origin;
import ai.finai.events.fixtures.HostileRecord;
import ai.finai.events.fixtures.HostileRecords;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.jobs.config.MarketTopics;
import ai.finai.jobs.exactlyonce.run.DisturbedJob.Seed;
import ai.finai.jobs.fixture.MarketScenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A day of random bars of a few symbols and news of them, as they come: out of order within the bound, some twice, some
 * again with other content, and what is no bar and no news at all in between. Splits are announced before. The same seed
 * gives the same.
 *
 * @param accepted what must be accepted, each once
 * @param arriving every record, in the order in which they are sent
 * @param duplicates how many of them come twice with the same content
 * @param conflicts how many come again with another
 * @param hostile how many are no bars and no news
 */
record MarketStream(
        Seed seed, List<Event> accepted, List<Record> arriving, int duplicates, int conflicts, int hostile) {

    static final String INDEX = "IDX";

    /** The index among them; of each partition some. */
    private static final List<String> SYMBOLS = List.of(INDEX, "AAA", "BBB", "CCC", "DDD", "EEE");

    /** Less than the 5 s that are allowed by default: what comes is never later than this behind what came before it. */
    private static final int OUT_OF_ORDER_MILLIS = 4_000;

    private static final Origin ORIGIN = new Origin("test", 0, 0);
    private static final long MINUTE = 60_000;
    private static final long OPEN = Instants.parse("2026-01-05T14:30:00Z");
    private static final int BARS = 390;
    private static final int HOSTILE = 15;
    private static final int LARGEST_HOSTILE = 32 * 1024;

    interface Record {
        void send(MarketScenario market);
    }

    /** @param at when it comes, by event time */
    private record Coming(long at, Event event) {}

    static MarketStream of(Seed seed) {
        Random random = new Random(seed.value());
        List<Event> accepted = new ArrayList<>();
        for (String symbol : SYMBOLS) {
            addDay(symbol, accepted, random);
        }
        int duplicates = 0;
        int conflicts = 0;
        List<Coming> coming = new ArrayList<>();
        for (Event event : accepted) {
            long at = event.eventTime() + random.nextInt(OUT_OF_ORDER_MILLIS / 2);
            coming.add(new Coming(at, event));
            long again = at + 1 + random.nextInt(OUT_OF_ORDER_MILLIS / 2 - 1);
            if (random.nextInt(30) == 0) {
                coming.add(new Coming(again, event));
                duplicates++;
            } else if (random.nextInt(60) == 0) {
                coming.add(new Coming(again, withOtherContent(event)));
                conflicts++;
            }
        }
        for (int i = 0; i < SYMBOLS.size(); i += 2) {
            Split split = new Split(SYMBOLS.get(i), OPEN + (60 + 50 * i) * MINUTE, 2, ORIGIN);
            accepted.add(split);
            coming.add(new Coming(OPEN, split));
        }
        coming.sort(Comparator.comparingLong(Coming::at));
        List<Record> arriving = new ArrayList<>();
        coming.forEach(next -> arriving.add(market -> market.send(next.event())));
        int hostile = mixIn(arriving, random);
        return new MarketStream(seed, List.copyOf(accepted), arriving, duplicates, conflicts, hostile);
    }

    private static void addDay(String symbol, List<Event> events, Random random) {
        double close = 50 + random.nextInt(100);
        for (int i = 0; i < BARS; i++) {
            double open = close;
            close *= Math.exp((random.nextInt(40) == 0 ? 0.03 : 0.0008) * random.nextGaussian());
            events.add(new PriceBar(
                    symbol,
                    OPEN + i * MINUTE,
                    MINUTE,
                    cents(open),
                    cents(Math.max(open, close)),
                    cents(Math.min(open, close)),
                    cents(close),
                    random.nextInt(20_000),
                    "USD",
                    ORIGIN));
            if (random.nextInt(8) == 0) {
                events.add(new NewsItem(
                        symbol + '-' + i,
                        OPEN + i * MINUTE + random.nextInt(60_000),
                        "Headline " + i,
                        null,
                        "Wire",
                        List.of(symbol),
                        ORIGIN));
            }
        }
    }

    private static Event withOtherContent(Event event) {
        if (event instanceof PriceBar bar) {
            return new PriceBar(
                    bar.symbol(),
                    bar.start(),
                    bar.interval(),
                    bar.open(),
                    bar.high(),
                    bar.low(),
                    bar.close(),
                    bar.volume() + 1,
                    bar.currency(),
                    ORIGIN);
        }
        NewsItem news = (NewsItem) event;
        return new NewsItem(
                news.id(), news.published(), "Corrected", news.body(), news.source(), news.symbols(), ORIGIN);
    }

    private static int mixIn(List<Record> arriving, Random random) {
        List<Function<MarketTopics, String>> topics =
                List.of(MarketTopics::prices, MarketTopics::news, MarketTopics::splits);
        List<HostileRecord> all = new ArrayList<>(HostileRecords.all());
        Collections.shuffle(all, random);
        int count = 0;
        for (HostileRecord record : all) {
            byte[] bytes = record.bytes();
            if (bytes.length <= LARGEST_HOSTILE && count < HOSTILE) {
                Function<MarketTopics, String> topic = topics.get(count % topics.size());
                byte[] key = {(byte) count++};
                arriving.add(
                        random.nextInt(arriving.size()),
                        market -> market.send(topic.apply(market.topics()), key, bytes, null));
            }
        }
        return count;
    }

    private static double cents(double price) {
        return Math.round(price * 100) / 100.0;
    }

    /** Says how to repeat it. */
    @Override
    public String toString() {
        return seed.toString();
    }
}
