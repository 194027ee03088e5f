package ai.finai.state.market;

import ai.finai.events.market.MarketAlert;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is kept of a symbol so that rules can join its moves and its news: how far event time has come, its latest news, and
 * what each rule remembers. It can be read without the rules. Of a bounded size: at most {@link #NEWS} news and, for each
 * rule, {@link RuleMemory#MOVES} moves with {@link KeptMove#NEWS} news each; without news and large moves, a few dozen bytes
 * a rule. Changed in place; not thread-safe.
 */
public final class WatchedSymbol {

    /** News kept of a symbol, the latest: beyond it the earliest is dropped. */
    public static final int NEWS = 64;

    /** Characters of a headline that are kept. */
    public static final int HEADLINE = 240;

    /** Of a time: not yet. Far enough from the ends of a {@code long} that a duration can be taken from it. */
    public static final long NEVER = Long.MIN_VALUE / 2;

    /** By time of publication, then id by UTF-16 code unit. */
    public static final Comparator<MarketAlert.Headline> ORDER =
            Comparator.comparingLong(MarketAlert.Headline::published).thenComparing(MarketAlert.Headline::newsId);

    private long passed = NEVER;
    private final List<MarketAlert.Headline> news = new ArrayList<>();
    private final List<RuleMemory> rules = new ArrayList<>();

    /** A headline as it is kept: cut to {@link #HEADLINE} characters, the last of which then says so. */
    public static String headline(String text) {
        if (text.length() <= HEADLINE) {
            return text;
        }
        int end = HEADLINE - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + '…';
    }

    /** Everything up to this event time has been seen, but for what comes late; {@link #NEVER} at first. */
    public long passed() {
        return passed;
    }

    public void passed(long eventTime) {
        passed = eventTime;
    }

    /** The latest news in {@link #ORDER}, headlines cut; to be changed in place. */
    public List<MarketAlert.Headline> news() {
        return news;
    }

    /** What each rule in force remembers, in the rule book's order; to be changed in place. */
    public List<RuleMemory> rules() {
        return rules;
    }

    /** A number of format belongs to the entry that this is a part of. */
    public void write(CompactWriter out) {
        List<MarketAlert.Headline> all = new ArrayList<>(news);
        Map<MarketAlert.Headline, Integer> places = new HashMap<>();
        if (rules.stream().anyMatch(rule -> !rule.moves().isEmpty())) {
            for (int place = 0; place < all.size(); place++) {
                places.put(all.get(place), place);
            }
            for (RuleMemory rule : rules) {
                rule.moves().forEach(move -> addMissing(move.news(), all, places));
            }
        }
        out.writeSigned(passed);
        out.writeInt(news.size());
        out.writeInt(all.size());
        HeadlineCodec codec = new HeadlineCodec();
        all.forEach(each -> codec.write(each, out));
        out.writeInt(rules.size());
        rules.forEach(rule -> rule.write(out, places));
    }

    private static void addMissing(
            List<MarketAlert.Headline> some,
            List<MarketAlert.Headline> all,
            Map<MarketAlert.Headline, Integer> places) {
        for (MarketAlert.Headline each : some) {
            if (places.putIfAbsent(each, all.size()) == null) {
                all.add(each);
            }
        }
    }

    /** @throws IOException if these bytes were not written by {@link #write} */
    public static WatchedSymbol read(CompactReader in) throws IOException {
        WatchedSymbol read = new WatchedSymbol();
        read.passed = in.readSigned();
        int recent = in.readInt();
        int count = in.readInt();
        if (recent < 0 || recent > NEWS || count < recent) {
            throw new IOException("not a watched symbol: " + recent + " news of " + count);
        }
        HeadlineCodec codec = new HeadlineCodec();
        List<MarketAlert.Headline> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(codec.read(in));
        }
        read.news.addAll(all.subList(0, recent));
        for (int rest = in.readInt(); rest > 0; rest--) {
            read.rules.add(RuleMemory.read(in, all));
        }
        return read;
    }
}
