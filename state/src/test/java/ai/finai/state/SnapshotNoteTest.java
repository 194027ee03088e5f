package ai.finai.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.ModelName;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotNoteTest {

    private static final SnapshotNote NOTE = new SnapshotNote(
            "aml",
            "1.0",
            1_773_144_000_000L,
            "USD",
            2,
            "ab12",
            List.of(new SnapshotNote.Rule("structuring-cash", "structuring", 3, "HIGH", 604_800_000)),
            List.of(new SnapshotNote.Model("champion", new ModelName("account-lstm", "7", "cd34"))));

    @Test
    void itIsReadAsItWasWritten() throws IOException {
        assertThat(SnapshotNote.read(NOTE.toBytes())).isEqualTo(NOTE);
    }

    @Test
    void oneWithoutWindowsIsReadToo() throws IOException {
        CompactWriter out = new CompactWriter();
        out.writeByte(1);
        out.writeString("aml");
        out.writeString("0.1");
        out.writeFixedLong(5);
        out.writeString("USD");
        out.writeInt(2);
        out.writeString("ab12");
        out.writeInt(1);
        out.writeString("structuring-cash");
        out.writeString("structuring");
        out.writeInt(3);
        out.writeString("HIGH");
        out.writeInt(0);
        SnapshotNote note = SnapshotNote.read(out.toBytes());
        assertThat(note.eventTime()).isEqualTo(5);
        assertThat(note.rules())
                .containsExactly(
                        new SnapshotNote.Rule("structuring-cash", "structuring", 3, "HIGH", SnapshotNote.NO_WINDOW));
    }

    @Test
    void oneOfWhichAByteIsAnotherIsRefused() {
        byte[] good = NOTE.toBytes();
        for (int place = 0; place < good.length; place++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] bad = good.clone();
                bad[place] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> SnapshotNote.read(bad))
                        .as("bit %d of byte %d", bit, place)
                        .isInstanceOf(IOException.class);
            }
        }
    }
}
