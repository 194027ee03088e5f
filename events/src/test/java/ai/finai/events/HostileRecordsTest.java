package ai.finai.events;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.fixtures.HostileRecord;
import ai.finai.events.fixtures.HostileRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileRecordsTest {

    private static final Origin ORIGIN = new Origin("transactions", 3, 120_881);
    private static final long NOW = Instants.parse("2026-01-05T10:16:00Z");
    private static final byte[] KEY = {1, 2};

    private final TransactionReader reader = new TransactionReader(Duration.ofMinutes(5), RateTable.none("USD"));

    static Stream<HostileRecord> records() {
        return HostileRecords.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void isRejectedForItsReason(HostileRecord record) {
        byte[] bytes = record.bytes();
        Received<Transaction> received = reader.read(KEY, bytes, ORIGIN, NOW);
        DeadLetter letter = received.rejected();
        assertThat(letter).as("rejected").isNotNull();
        assertThat(letter.reason()).as(letter.sentence()).isEqualTo(record.expected());
        assertThat(letter.origin()).isEqualTo(ORIGIN);
        assertThat(letter.timestamp()).isEqualTo(NOW);
        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.size()).isEqualTo(bytes.length);
        assertThat(letter.sha256()).isEqualTo(Hashes.sha256(bytes));
        assertThat(letter.value()).isEqualTo(Arrays.copyOf(bytes, Math.min(bytes.length, DeadLetter.MAX_VALUE_BYTES)));
        // One line, what to do after a semicolon, and nothing personal.
        assertThat(letter.sentence()).matches("[ -~]+; [ -~]+").hasSizeLessThan(256);
        assertThat(letter.sentence()).doesNotContain("Ann", "Zo", "rent", "A1", "A2");
    }

    @Test
    void thereAreAtLeast200OfThemWithDistinctNamesAndBytes() {
        List<HostileRecord> all = HostileRecords.all();
        assertThat(all).hasSizeGreaterThan(200);
        assertThat(all).extracting(HostileRecord::name).doesNotHaveDuplicates();
        assertThat(all.stream().map(record -> Hashes.sha256(record.bytes()))).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(HostileRecord::expected)
                .contains(Arrays.stream(RejectionReason.values())
                        // Those after it are of the market's records.
                        .filter(reason -> reason.compareTo(RejectionReason.CONFLICTING_DUPLICATE) < 0)
                        .toArray(RejectionReason[]::new));
    }

    @Test
    void theRecordTheyAreMadeFromIsGood() {
        byte[] good = HostileRecords.good().getBytes(StandardCharsets.UTF_8);
        assertThat(reader.read(KEY, good, ORIGIN, NOW).isAccepted()).isTrue();
    }

    @Test
    void rejectingIsCheap() {
        List<byte[]> records = records()
                .map(HostileRecord::bytes)
                .filter(bytes -> bytes.length <= TransactionReader.MAX_RECORD_BYTES)
                .toList();
        for (int i = 0; i < 3; i++) {
            records.forEach(bytes -> reader.read(KEY, bytes, ORIGIN, NOW));
        }
        long start = System.nanoTime();
        records.forEach(bytes -> reader.read(KEY, bytes, ORIGIN, NOW));
        // Some 25 ms on an idle core, hashing included; a parser that recurses, backtracks or copies takes seconds.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
}
