package ai.finai.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final Origin ORIGIN = new Origin("bank-transactions", 3, 120_881);

    @Test
    void aDeadLetterIsReadBackFromItsRecord() {
        DeadLetter letter = letter("{\"é".getBytes(StandardCharsets.UTF_8));
        OutgoingRecord record = DeadLetters.record("dead-letters", letter, 7);
        assertThat(DeadLetters.read(record.key(), record.value(), record.headers()))
                .isEqualTo(letter);
        assertThat(record.timestamp()).isEqualTo(7);
        assertThat(letter.isTruncated()).isFalse();
    }

    @Test
    void aLargeValueIsCutAndSaysSo() {
        byte[] whole = new byte[DeadLetter.MAX_VALUE_BYTES + 1];
        DeadLetter letter = letter(whole);
        assertThat(letter.value()).hasSize(DeadLetter.MAX_VALUE_BYTES);
        assertThat(letter.size()).isEqualTo(whole.length);
        assertThat(letter.sha256()).isEqualTo(Hashes.sha256(whole));
        OutgoingRecord record = DeadLetters.record("dead-letters", letter, 7);
        assertThat(DeadLetters.read(record.key(), record.value(), record.headers())
                        .isTruncated())
                .isTrue();
    }

    @Test
    void aLargeKeyIsCutAndSaysSo() {
        byte[] whole = new byte[DeadLetter.MAX_KEY_BYTES + 1];
        DeadLetter letter =
                DeadLetters.of(ORIGIN, 42, RejectionReason.MALFORMED, "not JSON; send JSON", whole, new byte[1]);
        assertThat(letter.key()).hasSize(DeadLetter.MAX_KEY_BYTES);
        OutgoingRecord record = DeadLetters.record("dead-letters", letter, 7);
        DeadLetter read = DeadLetters.read(record.key(), record.value(), record.headers());
        assertThat(read).isEqualTo(letter);
        assertThat(read.keySize()).isEqualTo(whole.length);
        assertThat(read.isTruncated()).isTrue();
    }

    @Test
    void aRecordOfSomethingElseIsRefusedByTheMissingHeader() {
        assertThatThrownBy(() -> DeadLetters.read(null, new byte[0], List.of()))
                .hasMessage("not a dead letter of FinAI: the header finai.topic is missing");
    }

    @Test
    void asJsonTheValueIsTextWhereItIsTextElseBase64() {
        assertThat(new String(
                        DeadLetters.toJson(letter("{\"a".getBytes(StandardCharsets.UTF_8))), StandardCharsets.UTF_8))
                .startsWith("{\"schemaVersion\":1,\"source\":\"bank-transactions-3@120881\",\"reason\":\"malformed\"")
                .endsWith("\"truncated\":false,\"value\":\"{\\\"a\"}");
        assertThat(new String(DeadLetters.toJson(letter(new byte[] {(byte) 0xFF})), StandardCharsets.UTF_8))
                .endsWith("\"valueBase64\":\"/w==\"}");
    }

    @Test
    void placesAreReadBack() {
        assertThat(Origin.parse(ORIGIN.toString())).isEqualTo(ORIGIN);
        assertThatThrownBy(() -> Origin.parse("nowhere")).hasMessage("not a place such as transactions-3@120881");
    }

    private static DeadLetter letter(byte[] value) {
        return DeadLetters.of(
                ORIGIN,
                42,
                RejectionReason.MALFORMED,
                "not JSON; send JSON",
                "k".getBytes(StandardCharsets.UTF_8),
                value);
    }
}
