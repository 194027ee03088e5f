package ai.finai.cli.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {

    @TempDir
    Path folder;

    @Test
    void recordsOfSeveralWritersComeBackInOrderThroughSeveralRounds() throws IOException {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        Random random = new Random(seed);
        List<SortKey> keys = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            keys.add(new SortKey(random.nextInt(50), "T" + random.nextInt(10), random.nextInt(3), i));
        }
        // 200 bytes: a run every other record, so that the runs outnumber the files that may be open.
        try (SortedRuns one = new SortedRuns(folder, "one", 200);
                SortedRuns two = new SortedRuns(folder, "two", 5_000)) {
            for (SortKey key : keys) {
                (random.nextBoolean() ? one : two).add(new Sortable(key, payload(key)));
            }
        }
        Collections.sort(keys);
        List<SortKey> merged = new ArrayList<>();
        try (Merge merge = Merge.of(folder, 7)) {
            while (merge.hasNext()) {
                Sortable record = merge.next();
                assertThat(record.payload()).isEqualTo(payload(record.key()));
                merged.add(record.key());
            }
        }
        assertThat(merged).as("seed " + seed).isEqualTo(keys);
    }

    @Test
    void ofNothingThereIsNothing() throws IOException {
        try (Merge merge = Merge.of(folder.resolve("not-there"))) {
            assertThat(merge.hasNext()).isFalse();
        }
    }

    private static byte[] payload(SortKey key) {
        return key.toString().getBytes(StandardCharsets.UTF_8);
    }
}
