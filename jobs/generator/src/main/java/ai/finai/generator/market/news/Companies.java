package ai.finai.generator.market.news;

import ai.finai.generator.Randomness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Companies put together from syllables; any likeness is chance. */
public final class Companies {

    private static final long STREAM = -2;
    private static final int TICKER_LENGTH = 4;

    private static final String[] STARTS =
            ("Ald,Arv,Bel,Bren,Cal,Cor,Dax,Del,Drav,Elb,Esk,Fen,Fjor,Gal,Gren,Hal,Hex,Ister,Jun,Kal"
                            + ",Kesp,Lum,Lyr,Mar,Mer,Nor,Nyv,Ond,Ost,Pel,Quan,Rav,Rhen,Sel,Sol,Tarn,Thal,Ulm,Vel,Ves,Wex,Xan,Yor,Zeph")
                    .split(",");
    private static final String[] MIDDLES = "a,e,i,o,u,and,ant,ari,ed,eli,eri,ic,im,ol,on,or,ud,yn".split(",");
    private static final String[] ENDS =
            "bra,cor,dane,dis,dora,gate,holm,is,ix,lane,lith,lo,mar,mont,nia,nova,ra,rex,ris,ron,stead,sys,tas,tera,tis,va,vex,wick"
                    .split(",");

    private Companies() {}

    /** As many, by ticker; the first ones of more are not the ones of fewer. */
    public static List<Company> of(int count, long seed) {
        Randomness random = new Randomness().reseed(seed, STREAM, count);
        Set<String> names = new HashSet<>();
        Set<String> tickers = new HashSet<>();
        List<Company> companies = new ArrayList<>(count);
        while (companies.size() < count) {
            String shortName = STARTS[random.below(STARTS.length)]
                    + MIDDLES[random.below(MIDDLES.length)]
                    + ENDS[random.below(ENDS.length)];
            Sector sector = Sector.values()[random.below(Sector.values().length)];
            String suffix = sector.suffix(random.below(1 << 16));
            // The short name alone must tell who is meant.
            if (names.add(shortName)) {
                companies.add(
                        new Company(ticker(shortName, tickers, random), shortName + ' ' + suffix, shortName, sector));
            }
        }
        companies.sort(Comparator.comparing(Company::ticker));
        return companies;
    }

    private static String ticker(String name, Set<String> taken, Randomness random) {
        String letters = name.toUpperCase(Locale.ROOT);
        String consonants = letters.charAt(0) + letters.substring(1).replaceAll("[AEIOU]", "");
        String ticker = (consonants + letters.substring(1)).substring(0, TICKER_LENGTH);
        while (!taken.add(ticker)) {
            StringBuilder other = new StringBuilder(letters.substring(0, 1));
            while (other.length() < TICKER_LENGTH) {
                other.append((char) ('A' + random.below(26)));
            }
            ticker = other.toString();
        }
        return ticker;
    }
}
