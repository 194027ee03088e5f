package ai.finai.events;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.fixtures.HostileRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Good records with random damage: the reader never throws, and what it accepts it can also write and read back. */
class TransactionReaderFuzzTest {

    private static final int RECORDS = 100_000;
    private static final Origin ORIGIN = new Origin("transactions", 0, 1);
    private static final long NOW = Instants.parse("2026-01-05T10:16:00Z");

    /** What is put in at random places: everything that means something to a parser. */
    private static final List<String> SCRAPS = List.of(
            "\"",
            "\\",
            "\\u0000",
            "\\ud83d",
            "\\ude00",
            "\\n",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "true",
            "-",
            "+",
            "e9",
            ".",
            "0",
            "9999999999",
            "\u0000",
            "\uFEFF",
            "é",
            "😀",
            "Z",
            "T",
            "+01:00",
            "\"amount\":",
            "JPY",
            "KWD",
            "/*",
            " ");

    @Test
    void damageNeverThrowsAndWhatIsAcceptedRoundTrips() {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        Random random = new Random(seed);
        TransactionReader reader = new TransactionReader(Duration.ofMinutes(5), RateTable.none("USD"));
        TransactionJson writer = new TransactionJson();
        byte[] good = HostileRecords.good().getBytes(StandardCharsets.UTF_8);
        int accepted = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] damaged = good;
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                damaged = damage(damaged, random);
            }
            Received<Transaction> received;
            try {
                received = reader.read(null, damaged, ORIGIN, NOW);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(told(seed, i, damaged), e);
            }
            Transaction transaction = received.event();
            if (transaction != null) {
                accepted++;
                byte[] written = writer.write(transaction);
                if (!transaction.equals(reader.read(null, written, ORIGIN, NOW).event())) {
                    throw new AssertionError(told(seed, i, damaged) + " does not round-trip");
                }
                assertThat(transaction.amount()).isBetween(1L, RateTable.MAX_AMOUNT);
                assertThat(transaction.eventTime()).isBetween(0L, NOW + 300_000);
            }
        }
        // Damage inside a text goes unnoticed, damage elsewhere does not: the test sees both.
        assertThat(accepted).isBetween(RECORDS / 10, RECORDS * 9 / 10);
    }

    private static String told(long seed, int number, byte[] record) {
        return "seed " + seed + ", record " + number + ": " + HexFormat.of().formatHex(record);
    }

    private static byte[] damage(byte[] bytes, Random random) {
        if (bytes.length < 2) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(12));
        return switch (random.nextInt(6)) {
            case 0 -> {
                byte[] changed = bytes.clone();
                changed[at] = (byte) random.nextInt(256);
                yield changed;
            }
            case 1 -> {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                yield changed;
            }
            case 2 -> replace(bytes, at, length, new byte[0]);
            case 3 -> replace(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 4 -> random.nextInt(10) == 0 ? Arrays.copyOf(bytes, at) : bytes;
            default ->
                replace(
                        bytes,
                        at,
                        random.nextInt(2) * length,
                        SCRAPS.get(random.nextInt(SCRAPS.size())).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] replace(byte[] bytes, int at, int length, byte[] by) {
        byte[] changed = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(by, 0, changed, at, by.length);
        System.arraycopy(bytes, at + length, changed, at + by.length, bytes.length - at - length);
        return changed;
    }
}
