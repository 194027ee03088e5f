package ai.finai.state.account;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/** A set of countries: a bit for each code of two letters from A to Z, and one for anything else. */
final class Countries {

    private static final int LETTERS = 26;

    /** What is no code of two capital letters. */
    private static final int OTHER = LETTERS * LETTERS;

    private final BitSet seen;

    Countries() {
        this(new BitSet(0));
    }

    private Countries(BitSet seen) {
        this.seen = seen;
    }

    Countries copy() {
        return new Countries((BitSet) seen.clone());
    }

    void add(String code) {
        seen.set(place(code));
    }

    private static int place(String code) {
        if (code.length() != 2) {
            return OTHER;
        }
        int first = code.charAt(0) - 'A';
        int second = code.charAt(1) - 'A';
        boolean letters = first >= 0 && first < LETTERS && second >= 0 && second < LETTERS;
        return letters ? first * LETTERS + second : OTHER;
    }

    /** In alphabetical order. */
    List<String> codes() {
        return seen.stream()
                .filter(place -> place != OTHER)
                .mapToObj(place -> "" + (char) ('A' + place / LETTERS) + (char) ('A' + place % LETTERS))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    boolean others() {
        return seen.get(OTHER);
    }

    void write(CompactWriter out) {
        out.writeInt(seen.cardinality());
        int before = -1;
        for (int place = seen.nextSetBit(0); place >= 0; place = seen.nextSetBit(place + 1)) {
            out.writeInt(place - before);
            before = place;
        }
    }

    static Countries read(CompactReader in) throws IOException {
        int count = in.readInt();
        BitSet seen = new BitSet(0);
        int place = -1;
        for (int i = 0; i < count; i++) {
            place += in.readInt();
            if (place < 0 || place > OTHER) {
                throw new IOException("not an account's profile: country " + place);
            }
            seen.set(place);
        }
        return new Countries(seen);
    }
}
