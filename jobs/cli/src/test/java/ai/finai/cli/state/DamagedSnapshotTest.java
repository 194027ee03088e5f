package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.state.reading.Snapshot;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Snapshots of every kind of which a byte is another than the job wrote: an error, or the very same rows. */
class DamagedSnapshotTest {

    private static final long SEED = Long.getLong("finai.seed", new Random().nextInt(1_000_000));

    private static final int FEW = 6;
    private static final int MANY = 150;

    enum Kind {
        HEAP,
        HEAP_IN_METADATA,
        CANONICAL,
        CANONICAL_OF_HEAP,
        INCREMENTAL,
        NATIVE,
        RESCALED
    }

    private static final Map<Kind, Path> SNAPSHOTS = new EnumMap<>(Kind.class);

    @TempDir
    static Path folder;

    private static Path uncompressed;

    @BeforeAll
    static void takeSnapshots() throws Exception {
        System.out.println("finai.seed " + SEED);
        try (WatchedPayments job = new WatchedPayments(folder, SEED)) {
            job.start("hashmap", 2, false, null);
            SNAPSHOTS.put(Kind.HEAP, job.checkpoint());
            Path canonical = job.savepoint("CANONICAL");
            SNAPSHOTS.put(Kind.CANONICAL_OF_HEAP, canonical);
            job.cancel();
            job.start("rocksdb", 1, false, canonical.toString());
            SNAPSHOTS.put(Kind.INCREMENTAL, job.checkpoint());
            SNAPSHOTS.put(Kind.NATIVE, job.savepoint("NATIVE"));
            SNAPSHOTS.put(Kind.CANONICAL, job.savepoint("CANONICAL"));
            job.cancel();
            job.start("rocksdb", 3, false, canonical.toString());
            SNAPSHOTS.put(Kind.RESCALED, job.checkpoint());
            job.cancel();
            job.start("hashmap", 1, true, canonical.toString());
            SNAPSHOTS.put(Kind.HEAP_IN_METADATA, job.checkpoint());
            job.cancel();
            Configuration plain = new Configuration();
            plain.set(StateBackendOptions.STATE_BACKEND, "hashmap");
            plain.set(CoreOptions.DEFAULT_PARALLELISM, 1);
            plain.set(ExecutionOptions.SNAPSHOT_COMPRESSION, false);
            job.start(plain, canonical.toString());
            uncompressed = job.savepoint("CANONICAL");
            job.cancel();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aByteThatIsAnotherIsAnErrorOrChangesNoRow(Kind kind) throws IOException {
        flip(kind, FEW);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("matrix")
    void soAreManyInEveryFile(Kind kind) throws IOException {
        flip(kind, MANY);
    }

    private static void flip(Kind kind, int times) throws IOException {
        Path snapshot = SNAPSHOTS.get(kind);
        SnapshotRows good = SnapshotRows.of(snapshot, folder.resolve("good"));
        assertThat(good.problem()).isEmpty();
        Random random = new Random(SEED ^ kind.name().hashCode());
        int refused = 0;
        List<Path> files = SnapshotRows.files(snapshot);
        String keyed = parsed(snapshot.resolve("_metadata")).getOperatorStates().stream()
                .flatMap(operator -> operator.getStates().stream())
                .map(subtask -> subtask.getManagedKeyedState().toString())
                .reduce("", String::concat);
        for (int i = 0; i < times; i++) {
            Path file = i % 3 == 0 ? snapshot.resolve("_metadata") : any(files, keyed, random);
            byte[] bytes = Files.readAllBytes(file);
            byte[] bad = bytes.clone();
            int place = random.nextInt(bytes.length);
            bad[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            SnapshotRows read = read(kind);
            Files.write(file, bytes);
            if (read.problem().isEmpty() && !read.rows().equals(good.rows())) {
                fail("%s: byte %d of %s gives other rows, -Dfinai.seed=%d", kind, place, file.getFileName(), SEED);
            }
            refused += read.problem().isEmpty() ? 0 : 1;
        }
        System.out.printf("%s: %d of %d flips in %d files are errors%n", kind, refused, times, files.size());
        assertThat(refused).isPositive();
    }

    /** Those that keyed state is in, and any. */
    private static Path any(List<Path> files, String keyed, Random random) {
        List<Path> named = files.stream()
                .filter(file -> keyed.contains(file.getFileName().toString()))
                .toList();
        List<Path> from = named.isEmpty() || random.nextInt(4) == 0 ? files : named;
        return from.get(random.nextInt(from.size()));
    }

    private static CheckpointMetadata parsed(Path metadata) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
            return Checkpoints.loadCheckpointMetadata(
                    in,
                    DamagedSnapshotTest.class.getClassLoader(),
                    metadata.getParent().toString());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HEAP", "HEAP_IN_METADATA", "CANONICAL", "CANONICAL_OF_HEAP"})
    void aKeyGroupThatTheMetadataLosesOrTakesForAnotherIsAnError(Kind kind) throws IOException {
        Path metadata = SNAPSHOTS.get(kind).resolve("_metadata");
        byte[] good = Files.readAllBytes(metadata);
        try {
            alter(metadata, (offsets, from, to) -> offsets.setKeyGroupOffset(from, 0));
            assertThat(read(kind).problem()).contains("cannot be read");
            Files.write(metadata, good);
            alter(metadata, (offsets, from, to) -> {
                long before = offsets.getKeyGroupOffset(from);
                offsets.setKeyGroupOffset(from, offsets.getKeyGroupOffset(to));
                offsets.setKeyGroupOffset(to, before);
            });
            assertThat(read(kind).problem()).contains("cannot be read");
        } finally {
            Files.write(metadata, good);
        }
    }

    private static SnapshotRows read(Kind kind) throws IOException {
        return SnapshotRows.of(SNAPSHOTS.get(kind), Files.createTempDirectory(folder, "bad"));
    }

    private interface Alteration {
        void of(KeyGroupRangeOffsets offsets, int from, int to);
    }

    /** Of two key groups in the middle, both with state. */
    private static void alter(Path metadata, Alteration alteration) throws IOException {
        CheckpointMetadata parsed = parsed(metadata);
        for (OperatorState operator : parsed.getOperatorStates()) {
            for (OperatorSubtaskState subtask : operator.getStates()) {
                for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                    KeyGroupRangeOffsets offsets = ((KeyGroupsStateHandle) handle).getGroupRangeOffsets();
                    List<Integer> filled = new ArrayList<>();
                    offsets.forEach(keyGroup -> {
                        if (keyGroup.f1 != 0) {
                            filled.add(keyGroup.f0);
                        }
                    });
                    alteration.of(offsets, filled.get(filled.size() / 2), filled.get(filled.size() / 2 + 1));
                }
            }
        }
        try (OutputStream out = Files.newOutputStream(metadata)) {
            Checkpoints.storeCheckpointMetadata(parsed, out);
        }
    }

    @Test
    void withoutCompressionASnapshotIsReadAndItIsSaidThatItHasNoChecksums() throws IOException {
        System.out.printf(
                "canonical: %,d bytes with compression, %,d without%n",
                Snapshot.at("" + SNAPSHOTS.get(Kind.CANONICAL)).bytes(),
                Snapshot.at("" + uncompressed).bytes());
        Cli plain = query(uncompressed);
        assertThat(plain.err()).contains("has no checksums", "execution.checkpointing.snapshot-compression");
        assertThat(plain.exitCode()).isEqualTo(ExitCode.OK);
        for (Kind kind : Kind.values()) {
            assertThat(query(SNAPSHOTS.get(kind)).err()).as("%s", kind).isEmpty();
        }
    }

    private static Cli query(Path snapshot) {
        List<String> line =
                new ArrayList<>(List.of("state", "query", "" + snapshot, "SELECT count(*) FROM account_profile"));
        line.addAll(List.of("--cache", "" + folder.resolve("good"), "--output", "csv"));
        return finai(line.toArray(String[]::new));
    }
}
