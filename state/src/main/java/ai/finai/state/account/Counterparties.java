package ai.finai.state.account;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many different counterparties an account had: the {@link #KEPT} smallest of their hashes ("k minimum values"). Up to
 * so many they are counted; beyond, the number is estimated as {@code (k - 1) / u}, with {@code u} the largest kept hash as
 * a share of all hashes. The estimate is unbiased, its standard error about {@code 1 / sqrt(k - 2)}, 13 %.
 *
 * <p>Source: Bar-Yossef, Jayram, Kumar, Sivakumar and Trevisan, Counting distinct elements in a data stream, RANDOM 2002;
 * Beyer, Haas, Reinwald, Sismanis and Gemulla, On synopses for distinct-value estimation under multiset operations, SIGMOD
 * 2007, section 4.1.
 */
final class Counterparties {

    static final int KEPT = 64;

    private static final int FEW = 4;

    /** Of a hash of 63 bits. */
    private static final double ALL_HASHES = 0x1p63;

    /** In order. */
    private long[] hashes;

    private int size;
    private boolean more;

    Counterparties() {
        this(new long[FEW], 0, false);
    }

    private Counterparties(long[] hashes, int size, boolean more) {
        this.hashes = hashes;
        this.size = size;
        this.more = more;
    }

    Counterparties copy() {
        return new Counterparties(hashes.clone(), size, more);
    }

    void add(String counterparty) {
        long hash = TextHash.of(counterparty) >>> 1;
        if (more && hash > hashes[KEPT - 1]) {
            return;
        }
        int place = -1 - Arrays.binarySearch(hashes, 0, size, hash);
        if (place < 0) {
            return; // known
        }
        if (size == KEPT) {
            more = true;
            if (place == KEPT) {
                return;
            }
            size--; // the largest makes room
        } else if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.min(2 * size, KEPT));
        }
        System.arraycopy(hashes, place, hashes, place + 1, size - place);
        hashes[place] = hash;
        size++;
    }

    boolean exact() {
        return !more;
    }

    long count() {
        if (!more) {
            return size;
        }
        double share = (hashes[KEPT - 1] + 1.0) / ALL_HASHES;
        return Math.max(KEPT + 1, Math.round((KEPT - 1) / share));
    }

    void write(CompactWriter out) {
        out.writeByte(more ? size + 1 : size);
        for (int i = 0; i < size; i++) {
            out.writeFixedLong(hashes[i]);
        }
    }

    static Counterparties read(CompactReader in) throws IOException {
        int count = in.readByte();
        if (count < 0 || count > KEPT + 1) {
            throw new IOException("not an account's profile: " + count + " counterparties");
        }
        int size = Math.min(count, KEPT);
        long[] hashes = new long[Math.max(FEW, size)];
        for (int i = 0; i < size; i++) {
            hashes[i] = in.readFixedLong();
        }
        return new Counterparties(hashes, size, count > KEPT);
    }
}
