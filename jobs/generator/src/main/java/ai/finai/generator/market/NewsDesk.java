package ai.finai.generator.market;

import ai.finai.events.Origin;
import ai.finai.events.market.NewsItem;
import ai.finai.generator.Digits;
import ai.finai.generator.Randomness;
import ai.finai.generator.market.news.Company;
import ai.finai.generator.market.news.Headlines;
import ai.finai.generator.market.news.Mood;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Takes what is written about a day, and publishes it in order of time: only then has it ids. */
final class NewsDesk {

    private static final double WEEKEND = 0.2;
    private static final double OF_INDEX = 2;
    private static final double BEFORE = 0.65;
    private static final double NEUTRAL = 0.55;
    private static final double NEGATIVE = 0.22;
    private static final long MINUTE = 60_000;
    private static final int NUMBER_DIGITS = 6;

    /**
     * A headline that waits for its id.
     *
     * @param label what kind of label it becomes
     * @param labelTime and of which time
     */
    private record Draft(
            long time, String symbol, Headlines.Written written, MarketLabel.Kind label, long labelTime, double size) {}

    private final Headlines headlines;
    private final double rate;
    private final String tag;
    private final List<Draft> drafts = new ArrayList<>();
    private long published;

    /** @param rate of headlines that go with nothing, a symbol and trading day */
    NewsDesk(Headlines headlines, double rate, long seed) {
        this.headlines = headlines;
        this.rate = rate;
        // So that what two runs publish can be mixed.
        this.tag = Integer.toHexString(0x10000 | (int) (Randomness.hash(seed, -8, 1) & 0xFFFF))
                .substring(1);
    }

    /** One that goes with a jump: some minutes before it or up to half an hour after, or in the hours before the market opens. */
    void explain(Incidents incidents, Company company, boolean beforeOpening, Randomness random) {
        double size = incidents.jump;
        long time;
        Headlines.Written written;
        if (beforeOpening || random.chance(BEFORE)) {
            long longest = beforeOpening ? 8 * 60 * MINUTE : 10 * MINUTE;
            time = incidents.jumpTime - random.between(beforeOpening ? MINUTE : 5_000, longest);
            written = headlines.before(company, Mood.of(size), random);
        } else {
            time = incidents.jumpTime + random.between(10_000, 30 * MINUTE);
            written = headlines.after(company, size, random);
        }
        drafts.add(
                new Draft(time, company.ticker(), written, MarketLabel.Kind.JUMP_WITH_NEWS, incidents.jumpTime, size));
    }

    /** One of the morning on which a split takes effect. */
    void announceSplit(long day, Company company, double ratio, Randomness random) {
        long time = day * Session.DAY + random.between(10 * 60 * MINUTE, 14 * 60 * MINUTE);
        idle(time, company.ticker(), headlines.split(company, ratio, random), Mood.NEUTRAL);
    }

    /** What is written about a company on any day. */
    void chatter(long day, Company company, Randomness random) {
        for (int i = poisson(rate * (Session.isTradingDay(day) ? 1 : WEEKEND), random); i > 0; i--) {
            Mood mood = mood(random);
            idle(someTime(day, random), company.ticker(), headlines.idle(company, mood, random), mood);
        }
    }

    /** What is written about the market; nothing where nothing is about companies. */
    void chatterOfMarket(long day, String index, Randomness random) {
        double mean = OF_INDEX * Math.min(1, rate) * (Session.isTradingDay(day) ? 1 : WEEKEND);
        for (int i = poisson(mean, random); i > 0; i--) {
            Mood mood = mood(random);
            idle(someTime(day, random), index, headlines.ofMarket(mood, random), mood);
        }
    }

    private void idle(long time, String symbol, Headlines.Written written, Mood mood) {
        drafts.add(new Draft(time, symbol, written, MarketLabel.Kind.HEADLINE, time, mood.sign()));
    }

    private static Mood mood(Randomness random) {
        double u = random.unit();
        return u < NEUTRAL ? Mood.NEUTRAL : u < NEUTRAL + NEGATIVE ? Mood.NEGATIVE : Mood.POSITIVE;
    }

    /** From six in the morning on, mostly in the afternoon. */
    private static long someTime(long day, Randomness random) {
        double share = (random.unit() + random.unit()) / 2;
        return day * Session.DAY + 6 * 60 * MINUTE + (long) (share * 18 * 60 * MINUTE);
    }

    /** D. E. Knuth, "The Art of Computer Programming", volume 2, section 3.4.1. */
    private static int poisson(double mean, Randomness random) {
        double least = StrictMath.exp(-mean);
        int count = 0;
        for (double product = random.unit(); product > least; product *= random.unit()) {
            count++;
        }
        return count;
    }

    /** Publishes what was written about a day, in order of time and id. */
    List<NewsItem> publish(long day, Consumer<MarketLabel> labels) {
        drafts.sort(Comparator.comparingLong(Draft::time));
        List<NewsItem> items = new ArrayList<>(drafts.size());
        String prefix = 'N' + LocalDate.ofEpochDay(day).toString().replace("-", "") + '-' + tag + '-';
        for (Draft draft : drafts) {
            String id = prefix + number(items.size() + 1);
            Company other = draft.written.other();
            items.add(new NewsItem(
                    id,
                    draft.time,
                    draft.written.headline(),
                    draft.written.body(),
                    draft.written.source(),
                    other == null ? List.of(draft.symbol) : List.of(draft.symbol, other.ticker()),
                    new Origin(Market.SOURCE, 1, ++published)));
            labels.accept(new MarketLabel(draft.symbol, draft.labelTime, draft.label, draft.size, id));
        }
        drafts.clear();
        return items;
    }

    private static String number(int number) {
        byte[] digits = new byte[NUMBER_DIGITS];
        Digits.write(number, NUMBER_DIGITS, digits, 0);
        return new String(digits, StandardCharsets.US_ASCII);
    }
}
