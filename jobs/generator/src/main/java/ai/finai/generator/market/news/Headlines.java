package ai.finai.generator.market.news;

import ai.finai.generator.Randomness;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes headlines: a great many, from the grammar in {@code headlines.txt}. Not for several threads at once. */
public final class Headlines {

    static final Grammar GRAMMAR = Grammar.ofResource("headlines.txt");

    private static final String[] SOURCES = {"Ledger Wire", "Harbour Street Post", "Tape & Ticker", "The Daily Float"};
    private static final String[] HOUSES = {"Brook & Hale", "Castellan", "Morrow Securities", "Tidewater Research"};
    private static final String[] PLACES = {"Texas", "Ohio", "Ireland", "Bavaria", "Japan", "Brazil", "India", "Norway"
    };

    private final List<Company> companies;
    private final Map<String, String> words = new HashMap<>();

    /** @param companies of the market; one that is written about may be set beside another */
    public Headlines(List<Company> companies) {
        this.companies = companies;
    }

    /**
     * What was written.
     *
     * @param body null where there is none
     * @param other whom else it is about; null where nobody
     */
    public record Written(
            String headline,
            @Nullable String body,
            String source,
            @Nullable Company other) {}

    /** Why a price will move. */
    public Written before(Company company, Mood mood, Randomness random) {
        return write("cause-" + code(mood), company, mood, 0, random);
    }

    /** Why it has moved. */
    public Written after(Company company, double logReturn, Randomness random) {
        Mood mood = Mood.of(logReturn);
        String rule = random.chance(0.6) ? "after-" : "cause-";
        return write(rule + code(mood), company, mood, logReturn, random);
    }

    /** What moves nothing. */
    public Written idle(Company company, Mood mood, Randomness random) {
        return write("idle-" + code(mood), company, mood, 0, random);
    }

    /** Of the market as a whole. */
    public Written ofMarket(Mood mood, Randomness random) {
        chooseWords(random);
        words.put("other", companies.get(random.below(companies.size())).shortName());
        return new Written(GRAMMAR.text("index-" + code(mood), words, random), null, source(random), null);
    }

    /** @param ratio new shares for an old one */
    public Written split(Company company, double ratio, Randomness random) {
        words.put("ratio", ratio >= 1 ? plain(ratio) + "-for-1" : "1-for-" + plain(1 / ratio));
        return write("split", company, Mood.NEUTRAL, 0, random);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private Written write(String rule, Company company, Mood mood, double logReturn, Randomness random) {
        chooseWords(random);
        Company other = companies.get(random.below(companies.size()));
        words.put("company", company.shortName());
        words.put("name", company.name());
        words.put("ticker", company.ticker());
        // In a market of one, its rival is not listed.
        words.put("other", other == company ? "a rival" : other.shortName());
        words.put("move", String.format(Locale.ROOT, "%.1f", 100 * Math.abs(StrictMath.expm1(logReturn))));
        String mine = company.sector().code();
        for (Mood one : Mood.values()) {
            words.put("sector-" + code(one), GRAMMAR.text(mine + '-' + code(one), words, random));
        }
        String headline = GRAMMAR.text(rule, words, random);
        if (Character.isLowerCase(headline.charAt(0))) {
            headline = Character.toUpperCase(headline.charAt(0)) + headline.substring(1);
        }
        String body = random.chance(0.25) ? GRAMMAR.text("body-" + code(mood), words, random) : null;
        boolean both = other != company && headline.contains(other.shortName());
        return new Written(headline, body, source(random), both ? other : null);
    }

    private void chooseWords(Randomness random) {
        words.put("house", HOUSES[random.below(HOUSES.length)]);
        words.put("place", PLACES[random.below(PLACES.length)]);
    }

    private static String source(Randomness random) {
        return SOURCES[random.below(SOURCES.length)];
    }

    private static String code(Mood mood) {
        return mood.name().toLowerCase(Locale.ROOT);
    }
}
