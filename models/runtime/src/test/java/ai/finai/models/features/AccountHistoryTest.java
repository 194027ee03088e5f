package ai.finai.models.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Direction;
import ai.finai.events.Hashes;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of features and history whatever the postings. */
class AccountHistoryTest {

    private static final String[] CHANNELS = {null, "CASH", "CARD", "WIRE", "STANDING_ORDER", "TRANSFER", "", "x"};
    private static final String[] COUNTRIES = {null, "US", "DE"};
    private static final Origin ORIGIN = new Origin("transactions", 0, 0);

    /** Times stand still, pass, or leap by years; amounts are of any size. */
    private static Posting next(Random random, long time, long largest) {
        long amount = 1 + (long) Math.abs(Math.scalb(random.nextDouble(), random.nextInt(64)) % largest);
        return new Posting(
                "A1",
                random.nextBoolean() ? Direction.CREDIT : Direction.DEBIT,
                random.nextInt(4) == 0 ? null : "B" + random.nextInt(1 + random.nextInt(60)),
                amount,
                "EUR",
                random.nextInt(8) == 0 ? largest : amount,
                CHANNELS[random.nextInt(CHANNELS.length)],
                COUNTRIES[random.nextInt(3)],
                COUNTRIES[random.nextInt(3)],
                time,
                "T",
                ORIGIN);
    }

    private static long later(Random random, long time) {
        return switch (random.nextInt(4)) {
            case 0 -> time;
            case 1 -> time + random.nextInt(60_000);
            case 2 -> time + random.nextInt(1_000_000_000);
            default -> time + (random.nextInt(50) == 0 ? 40L * 365 * 86_400_000 : 0);
        };
    }

    @Test
    void everyFeatureIsFiniteAndWithinItsBoundsWhateverThePosting() {
        for (String currency : new String[] {"USD", "JPY", "KWD"}) {
            long seed = new Random().nextLong();
            Random random = new Random(seed);
            AccountFeatures features = new AccountFeatures(currency);
            for (int account = 0; account < 40; account++) {
                AccountHistory history = new AccountHistory();
                long time = account % 3 == 0 ? -70L * 365 * 86_400_000 : random.nextLong() >>> 20;
                float[] row = new float[Feature.COUNT + 3];
                for (int i = 0; i < 500; i++) {
                    time = later(random, time);
                    features.next(history, next(random, time, Long.MAX_VALUE / 2), row, 3);
                    for (Feature feature : Feature.all()) {
                        assertThat((double) row[3 + feature.ordinal()])
                                .as("%s, seed %d, account %d, posting %d", feature, seed, account, i)
                                .isBetween(feature.lowest(), feature.highest());
                    }
                }
                assertThat(row).startsWith(0, 0, 0);
            }
        }
    }

    @Test
    void aHistoryIsOfOneSizeHoweverLong() throws IOException {
        AccountFeatures features = new AccountFeatures("USD");
        AccountHistory history = new AccountHistory();
        assertThat(written(history)).hasSize(137);
        Random random = new Random(1);
        long time = 0;
        for (int i = 0; i < 10_000; i++) {
            time = later(random, time);
            features.next(history, next(random, time, 1_000_000), new float[Feature.COUNT], 0);
            assertThat(written(history)).hasSize(137 + 12 * history.counterparties());
        }
        assertThat(history.counterparties()).isEqualTo(24);
    }

    @Test
    void aHistoryThatWasWrittenAndReadGivesTheSameFeaturesBitForBit() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        AccountFeatures features = new AccountFeatures("USD");
        AccountHistory history = new AccountHistory();
        AccountHistory read = new AccountHistory();
        float[] expected = new float[Feature.COUNT];
        float[] found = new float[Feature.COUNT];
        long time = 0;
        for (int i = 0; i < 2_000; i++) {
            time = later(random, time);
            Posting posting = next(random, time, 1_000_000_000);
            read = AccountHistory.read(new DataInputStream(new ByteArrayInputStream(written(read))));
            features.next(history, posting, expected, 0);
            features.next(read, posting, found, 0);
            assertThat(bits(found)).as("seed %d, posting %d", seed, i).isEqualTo(bits(expected));
            assertThat(read)
                    .as("seed %d, posting %d", seed, i)
                    .isEqualTo(history)
                    .hasSameHashCodeAs(history);
        }
    }

    @Test
    void aCopyChangesByItself() throws IOException {
        AccountFeatures features = new AccountFeatures("USD");
        AccountHistory history = new AccountHistory();
        Random random = new Random(2);
        for (int i = 0; i < 100; i++) {
            features.next(history, next(random, i * 60_000L, 1_000_000), new float[Feature.COUNT], 0);
        }
        byte[] before = written(history);
        AccountHistory copy = history.copy();
        assertThat(copy).isEqualTo(history);
        for (int i = 100; i < 200; i++) {
            features.next(copy, next(random, i * 60_000L, 1_000_000), new float[Feature.COUNT], 0);
        }
        assertThat(written(history)).isEqualTo(before);
        assertThat(copy).isNotEqualTo(history);
    }

    @Test
    void whatWasNotWrittenAsAHistoryIsNotRead() throws IOException {
        byte[] bytes = written(new AccountHistory());
        bytes[136] = 25;
        assertThatThrownBy(() -> AccountHistory.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IOException.class)
                .hasMessage("not an account's history: 25 counterparties");
    }

    /** On each machine and in each run: what a model was trained on is what it is given. */
    @Test
    void theSamePostingsGiveTheSameBitsEverywhere() {
        Random random = new Random(20260105);
        AccountFeatures features = new AccountFeatures("USD");
        AccountHistory history = new AccountHistory();
        ByteBuffer all = ByteBuffer.allocate(5_000 * Feature.COUNT * Float.BYTES);
        float[] row = new float[Feature.COUNT];
        long time = 1_767_600_000_000L;
        for (int i = 0; i < 5_000; i++) {
            time = later(random, time);
            features.next(history, next(random, time, 1_000_000_000_000L), row, 0);
            for (float value : row) {
                all.putFloat(value);
            }
        }
        assertThat(Hashes.sha256(all.array()))
                .isEqualTo("8b3b97e5b9bd979642d85e90933f77405dd4464f1f17d319d9974f964e4abf3a");
    }

    private static int[] bits(float[] row) {
        int[] bits = new int[row.length];
        for (int i = 0; i < row.length; i++) {
            bits[i] = Float.floatToRawIntBits(row[i]);
        }
        return bits;
    }

    private static byte[] written(AccountHistory history) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        history.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
