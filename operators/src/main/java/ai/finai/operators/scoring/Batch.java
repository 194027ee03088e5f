package ai.finai.operators.scoring;

import ai.finai.events.Posting;
import ai.finai.models.features.Feature;
import ai.finai.state.AccountSequence;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Postings that are scored together, in order, and the accounts they are of. A posting's <em>wave</em> is how many of its
 * account's come before it: in a wave no account comes twice, so a wave can be stepped at once. Reused from batch to batch.
 */
final class Batch {

    /** Postings in a batch, at most. Results do not depend on it. */
    static final int SIZE = 1_024;

    private static final int TABLE = 4 * SIZE;

    final Posting[] postings = new Posting[SIZE];
    final float[] features = new float[SIZE * Feature.COUNT];

    /** By posting: the place of its account. */
    final int[] account = new int[SIZE];

    int size;

    /** By place of account. */
    final String[] names = new String[SIZE];

    final AccountSequence[] sequences = new AccountSequence[SIZE];
    int accounts;

    /** Postings by wave, in order within each; wave w is from {@code waveStart[w]} to before {@code waveStart[w + 1]}. */
    final int[] byWave = new int[SIZE];

    final int[] waveStart = new int[SIZE + 1];
    int waves;

    private final int[] wave = new int[SIZE];
    private final int[] depth = new int[SIZE];
    /** Places of accounts by hash, one more than the place, 0 for none. */
    private final int[] table = new int[TABLE];

    void clear() {
        Arrays.fill(postings, 0, size, null);
        Arrays.fill(names, 0, accounts, null);
        Arrays.fill(sequences, 0, accounts, null);
        Arrays.fill(table, 0);
        size = 0;
        accounts = 0;
        waves = 0;
    }

    /** Adds the next posting and returns the place of its account; the account's sequence may be missing yet. */
    int add(Posting posting) {
        int place = place(posting.account());
        postings[size] = posting;
        account[size] = place;
        wave[size] = depth[place]++;
        waves = Math.max(waves, depth[place]);
        size++;
        return place;
    }

    private int place(String name) {
        int slot = spread(name.hashCode()) & TABLE - 1;
        while (table[slot] != 0) {
            int place = table[slot] - 1;
            if (names[place].equals(name)) {
                return place;
            }
            slot = slot + 1 & TABLE - 1;
        }
        table[slot] = ++accounts;
        names[accounts - 1] = name;
        depth[accounts - 1] = 0;
        return accounts - 1;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }

    /** Once every posting is there. */
    void sortIntoWaves() {
        Arrays.fill(waveStart, 0, waves + 1, 0);
        for (int i = 0; i < size; i++) {
            waveStart[wave[i] + 1]++;
        }
        for (int w = 0; w < waves; w++) {
            waveStart[w + 1] += waveStart[w];
        }
        int[] next = depth; // no longer needed, and as long
        System.arraycopy(waveStart, 0, next, 0, waves);
        for (int i = 0; i < size; i++) {
            byWave[next[wave[i]]++] = i;
        }
    }

    @Nullable
    AccountSequence sequence(int place) {
        return sequences[place];
    }
}
