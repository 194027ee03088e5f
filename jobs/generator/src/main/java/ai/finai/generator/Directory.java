package ai.finai.generator;

import java.util.Arrays;
import java.util.function.Predicate;

/** The parties of some kind in each home country, by popularity: the one at rank r is chosen about 1/r as often as the first (Zipf). */
final class Directory {

    private static final int CELLS = 1024;

    private final int[][] byHome = new int[Country.HOMES][];
    private final int[][] ranks = new int[Country.HOMES][CELLS + 1];

    Directory(Bank bank, Predicate<Persona> wanted) {
        int[] counts = new int[Country.HOMES];
        for (int pass = 0; pass < 2; pass++) {
            Arrays.fill(counts, 0);
            for (int party = 0; party < bank.parties; party++) {
                int home = bank.country(party).ordinal();
                if (home < Country.HOMES && wanted.test(bank.persona(party))) {
                    if (pass == 1) {
                        byHome[home][counts[home]] = party;
                    }
                    counts[home]++;
                }
            }
            if (pass == 0) {
                for (int home = 0; home < Country.HOMES; home++) {
                    byHome[home] = new int[counts[home]];
                }
            }
        }
        Randomness random = new Randomness().reseed(bank.seed, -3, 0);
        for (int home = 0; home < Country.HOMES; home++) {
            shuffle(byHome[home], random);
            for (int cell = 0; cell <= CELLS; cell++) {
                ranks[home][cell] = (int) StrictMath.pow(byHome[home].length, (double) cell / CELLS) - 1;
            }
        }
    }

    private static void shuffle(int[] parties, Randomness random) {
        for (int i = parties.length - 1; i > 0; i--) {
            int j = random.below(i + 1);
            int party = parties[i];
            parties[i] = parties[j];
            parties[j] = party;
        }
    }

    int popular(int home, Randomness random) {
        return popular(home, random.next());
    }

    /** By popularity, and always the same for the same bits. */
    int popular(int home, long bits) {
        int cell = (int) (bits >>> 54);
        int from = ranks[home][cell];
        int width = Math.max(1, ranks[home][cell + 1] - from);
        return byHome[home][from + (int) ((bits >>> 16 & 0xFFFFFFFFL) * width >>> 32)];
    }

    /** All alike, and always the same for the same bits, of which the lower 24 count. */
    int stable(int home, long bits) {
        return byHome[home][(int) ((bits & 0xFFFFFF) * byHome[home].length >>> 24)];
    }
}
