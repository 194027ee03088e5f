package ai.finai.training.data;

import ai.finai.events.Direction;
import ai.finai.events.Hashes;
import ai.finai.events.Posting;
import ai.finai.models.features.AccountFeatures;
import ai.finai.models.features.AccountHistory;
import ai.finai.models.features.Feature;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Postings in {@link Posting#ORDER}, each with every feature and its label: rows that are numbered from 0. In memory, 150
 * bytes a row.
 */
public final class LabelledPostings {

    /** Of a posting that belongs to no laundering. */
    public static final int NONE = 0;

    private final int size;
    private final float[] features;
    private final int[] accounts;
    private final long[] times;
    private final long[] ids;
    private final byte[] labels;
    private final List<String> typologies;
    private final int[][] rowsByAccount;
    private final String sha256;

    private LabelledPostings(Builder builder) {
        size = builder.size;
        features = Arrays.copyOf(builder.features, size * Feature.COUNT);
        accounts = Arrays.copyOf(builder.accounts, size);
        times = Arrays.copyOf(builder.times, size);
        ids = Arrays.copyOf(builder.ids, size);
        labels = Arrays.copyOf(builder.labels, size);
        typologies = List.copyOf(builder.typologies.keySet());
        int[] counts = new int[builder.histories.size()];
        for (int account : accounts) {
            counts[account]++;
        }
        rowsByAccount = new int[counts.length][];
        for (int account = 0; account < counts.length; account++) {
            rowsByAccount[account] = new int[counts[account]];
        }
        Arrays.fill(counts, 0);
        for (int row = 0; row < size; row++) {
            int account = accounts[row];
            rowsByAccount[account][counts[account]++] = row;
        }
        sha256 = HexFormat.of().formatHex(builder.digest.digest());
    }

    /** How many rows there are. */
    public int size() {
        return size;
    }

    /** All rows' features, {@link Feature#COUNT} a row, in the order of {@link Feature}. Not to be changed. */
    public float[] features() {
        return features;
    }

    /** Of a row, counted from 0 in the order in which accounts first appear. */
    public int account(int row) {
        return accounts[row];
    }

    /** How many accounts there are. */
    public int accounts() {
        return rowsByAccount.length;
    }

    /** An account's rows, ascending. Not to be changed. */
    public int[] rows(int account) {
        return rowsByAccount[account];
    }

    /** Event time of a row, milliseconds since 1970-01-01T00:00:00Z. */
    public long time(int row) {
        return times[row];
    }

    /** {@link #id(String, Direction)} of a row's posting. */
    public long id(int row) {
        return ids[row];
    }

    /** Names a posting in 64 bits. */
    public static long id(String transactionId, Direction direction) {
        long hash = 0xcbf29ce484222325L ^ direction.ordinal(); // FNV-1a, then mixed: ids often differ in the last digit
        for (int i = 0; i < transactionId.length(); i++) {
            hash = (hash ^ transactionId.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        return hash ^ (hash >>> 32);
    }

    /** {@link #NONE}, or one more than the place in {@link #typologies()}. */
    public int label(int row) {
        return labels[row];
    }

    public boolean laundering(int row) {
        return labels[row] != NONE;
    }

    /** Names of the kinds of laundering, in the order in which they first appear. */
    public List<String> typologies() {
        return typologies;
    }

    /** Of every feature and label, lower-case hex: the same data gives the same. */
    public String sha256() {
        return sha256;
    }

    /** Takes postings one after the other, and computes their features. */
    public static final class Builder {

        private static final int MOST_TYPOLOGIES = 127;

        private final AccountFeatures computing;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<AccountHistory> histories = new ArrayList<>();
        private final Map<String, Integer> typologies = new LinkedHashMap<>();
        private final MessageDigest digest = Hashes.sha256();
        private final ByteBuffer digested = ByteBuffer.allocate(Feature.COUNT * Float.BYTES + 13);
        private float[] features = new float[1024 * Feature.COUNT];
        private int[] accounts = new int[1024];
        private long[] times = new long[1024];
        private long[] ids = new long[1024];
        private byte[] labels = new byte[1024];
        private int size;

        /** @param baseCurrency of the postings' base amounts */
        public Builder(String baseCurrency) {
            computing = new AccountFeatures(baseCurrency);
        }

        /**
         * Adds the next posting.
         *
         * @param posting rated, not before the one added last in {@link Posting#ORDER}
         * @param typology the kind of laundering that it belongs to, or null
         */
        public void add(Posting posting, @Nullable String typology) {
            if (size == accounts.length) {
                grow();
            }
            int account = numbers.computeIfAbsent(posting.account(), name -> {
                histories.add(new AccountHistory());
                return histories.size() - 1;
            });
            computing.next(histories.get(account), posting, features, size * Feature.COUNT);
            accounts[size] = account;
            times[size] = posting.eventTime();
            ids[size] = id(posting.transactionId(), posting.direction());
            labels[size] = (byte) (typology == null ? NONE : number(typology));
            digest(size);
            size++;
        }

        private int number(String typology) {
            Integer known = typologies.get(typology);
            if (known == null) {
                if (typologies.size() == MOST_TYPOLOGIES) {
                    throw new IllegalArgumentException("more than " + MOST_TYPOLOGIES + " typologies");
                }
                known = typologies.size() + 1;
                typologies.put(typology, known);
            }
            return known;
        }

        private void digest(int row) {
            digested.clear();
            for (int i = 0; i < Feature.COUNT; i++) {
                digested.putFloat(features[row * Feature.COUNT + i]);
            }
            digested.putInt(accounts[row]).putLong(times[row]).put(labels[row]);
            digest.update(digested.array(), 0, digested.position());
        }

        private void grow() {
            int larger = size + (size >> 1);
            features = Arrays.copyOf(features, Math.multiplyExact(larger, Feature.COUNT));
            accounts = Arrays.copyOf(accounts, larger);
            times = Arrays.copyOf(times, larger);
            ids = Arrays.copyOf(ids, larger);
            labels = Arrays.copyOf(labels, larger);
        }

        /** All that was added. The builder is of no more use. */
        public LabelledPostings build() {
            return new LabelledPostings(this);
        }
    }
}
