package ai.finai.cli.state;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.state.reading.file.BufferedFileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.flink.core.fs.FSDataInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is read of a file, in whatever order, is what is there. */
class BufferedReadingTest {

    private static final int BYTES = 1_000_000;
    private static final int LONGEST = 200_000;

    @TempDir
    Path folder;

    @Test
    void whateverIsReadAfterAnyStepIsWhatTheFileHasThere() throws Exception {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        System.out.println("finai.seed=" + seed);
        Random random = new Random(seed);
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Path file = Files.write(folder.resolve("file"), bytes);
        org.apache.flink.core.fs.Path place = new org.apache.flink.core.fs.Path(BufferedFileSystem.of("" + file));
        try (FSDataInputStream in = place.getFileSystem().open(place)) {
            int at = 0;
            for (int i = 0; i < 20_000; i++) {
                if (random.nextBoolean()) {
                    int step = random.nextBoolean() ? random.nextInt(200) - 100 : random.nextInt(BYTES) - at;
                    at = Math.max(0, Math.min(BYTES - 1, at + step));
                    in.seek(at);
                }
                byte[] into = new byte[random.nextInt(10) == 0 ? 1 + random.nextInt(LONGEST) : 1 + random.nextInt(50)];
                int read = in.read(into);
                if (at == BYTES) {
                    assertThat(read).isEqualTo(-1);
                    continue;
                }
                assertThat(read).isPositive();
                assertThat(Arrays.copyOf(into, read)).isEqualTo(Arrays.copyOfRange(bytes, at, at + read));
                at += read;
                assertThat(in.getPos()).isEqualTo(at);
            }
        }
    }
}
