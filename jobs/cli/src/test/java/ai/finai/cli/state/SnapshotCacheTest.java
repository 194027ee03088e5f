package ai.finai.cli.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.state.reading.cache.CachedTables;
import ai.finai.state.reading.cache.KeptTables;
import ai.finai.state.reading.cache.SnapshotCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of snapshots, and for how long; nothing is read here but a few bytes. */
@Timeout(180)
class SnapshotCacheTest {

    private static final int BYTES = 1_000;

    @TempDir
    Path folder;

    private Path here;
    private final AtomicInteger readings = new AtomicInteger();
    private final List<String> warnings = new ArrayList<>();
    private final List<Process> others = new ArrayList<>();

    @BeforeEach
    void name() {
        here = folder.resolve("cache");
    }

    @AfterEach
    void endOthers() throws InterruptedException {
        for (Process other : others) {
            other.destroyForcibly().waitFor();
        }
    }

    static String name(int number) {
        return String.format("%032x-1", number);
    }

    static void read(Path tables) throws IOException {
        Path table = Files.createDirectory(tables.resolve("account_profile"));
        Files.write(table.resolve("0a-1b.parquet"), new byte[BYTES]);
    }

    private KeptTables get(SnapshotCache cache, int number) throws IOException {
        return cache.get(
                name(number),
                "s3://bank/savepoint-" + number,
                (tables, work) -> {
                    readings.incrementAndGet();
                    assertThat(work).isEmptyDirectory();
                    read(tables);
                },
                warnings::add);
    }

    private KeptTables get(int number) throws IOException {
        return get(cache(1_000_000), number);
    }

    private SnapshotCache cache(long bytes) {
        return new SnapshotCache(here, bytes, null);
    }

    private void isWhole(KeptTables tables) {
        assertThat(tables.folder().resolve("account_profile/0a-1b.parquet")).hasSize(BYTES);
    }

    private List<String> kept() throws IOException {
        return cache(0).list().stream().map(CachedTables::name).sorted().toList();
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> all = Files.list(here)) {
            return all.filter(path -> path.getFileName().toString().startsWith("unfinished-"))
                    .toList();
        }
    }

    /** As if it had been asked that long ago. */
    private void age(Path path, int seconds) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    @Test
    void tablesThatSomebodyWasKilledWhileDeletingAreMadeAnew() throws IOException {
        get(1).close();
        Files.write(here.resolve(name(1)).resolve("in-use"), new byte[0]); // they were about to go
        try (KeptTables tables = get(1)) {
            isWhole(tables);
        }
        assertThat(readings).hasValue(2);
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void whatWasReadIsNotReadAgain() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (KeptTables tables = get(1)) {
                isWhole(tables);
            }
        }
        assertThat(readings).hasValue(1);
        assertThat(unfinished()).isEmpty();
        assertThat(cache(0).list()).singleElement().satisfies(tables -> {
            assertThat(tables.snapshot()).isEqualTo("s3://bank/savepoint-1");
            assertThat(tables.bytes()).isBetween((long) BYTES, BYTES + 100L);
            assertThat(tables.inUse()).isFalse();
        });
    }

    @Test
    void nobodyButItsOwnerLooksIntoIt() throws IOException {
        get(1).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(here)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(here.resolve(name(1)))))
                .isEqualTo("rwx------");
    }

    @Test
    void whereThereIsNoRoomWhatWasNotAskedForLongestGoes() throws IOException {
        for (int i = 1; i <= 3; i++) {
            get(i).close();
            age(here.resolve(name(i)), 1_000 - i);
        }
        get(1).close(); // asked again: now 2 is the oldest
        get(cache(3_500), 4).close();
        assertThat(kept()).containsExactly(name(1), name(3), name(4));
        get(cache(1), 5).close();
        assertThat(kept()).containsExactly(name(5));
        assertThat(readings).hasValue(5);
    }

    @Test
    void whatIsInUseStays() throws IOException {
        try (KeptTables first = get(1);
                KeptTables again = get(1)) {
            age(first.folder(), 1_000);
            again.close();
            get(cache(1), 2).close();
            isWhole(first);
            assertThat(kept()).containsExactly(name(1), name(2));
            assertThat(cache(0).clear()).extracting(CachedTables::name).containsExactly(name(2));
            isWhole(first);
        }
        assertThat(cache(0).clear()).extracting(CachedTables::name).containsExactly(name(1));
        assertThat(kept()).isEmpty();
    }

    /** Another process: {@code use} has the tables in use, {@code read} never ends reading them; it says when it is there. */
    private Process other(String what) throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        what,
                        here.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        others.add(other);
        assertThat(other.inputReader().readLine()).isEqualTo("there");
        return other;
    }

    /** See {@link #other}. */
    static final class OtherProcess {

        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            KeptTables tables = new SnapshotCache(Path.of(arguments[1]), 1_000_000, null)
                    .get(
                            name(1),
                            "",
                            (folder, work) -> {
                                read(folder);
                                if (arguments[0].equals("read")) {
                                    System.out.println("there");
                                    waitForEver();
                                }
                            },
                            warning -> {});
            System.out.println("there");
            waitForEver();
            tables.close();
        }

        private static void waitForEver() throws IOException {
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    @Test
    void whatAnotherProcessUsesStaysUntilThatEndsHoweverItDoes() throws Exception {
        Process other = other("use");
        age(here.resolve(name(1)), 1_000);
        get(cache(1), 2).close();
        assertThat(kept()).containsExactly(name(1), name(2));
        assertThat(cache(0).list())
                .filteredOn(CachedTables::inUse)
                .extracting(CachedTables::name)
                .containsExactly(name(1));
        other.destroyForcibly().waitFor();
        get(cache(1), 3).close();
        assertThat(kept()).containsExactly(name(3));
    }

    @Test
    void whatAProcessLeftThatWasKilledGoesAndNotBefore() throws Exception {
        Process other = other("read");
        Path left = unfinished().get(0);
        age(left, 1_000);
        get(2).close();
        assertThat(unfinished()).containsExactly(left);
        assertThat(left.resolve("tables/account_profile/0a-1b.parquet")).exists();
        other.destroyForcibly().waitFor();
        get(3).close();
        assertThat(unfinished()).isEmpty();
        get(1).close();
        assertThat(readings).hasValue(3);
    }

    @Test
    void aReadingThatFailsLeavesNothing() throws IOException {
        assertThatThrownBy(() -> cache(1).get(
                                name(1),
                                "",
                                (tables, work) -> {
                                    read(tables);
                                    throw new IOException("broken");
                                },
                                warnings::add))
                .hasMessage("broken");
        assertThat(here).isEmptyDirectory();
    }

    @Test
    void aFolderThatNobodyFinishedIsReadAgain() throws IOException {
        Files.createDirectories(here.resolve(name(1)).resolve("account_profile"));
        try (KeptTables tables = get(1)) {
            isWhole(tables);
        }
        assertThat(readings).hasValue(1);
    }

    @RepeatedTest(40) // it is a race: one round shows little
    void manyMayReadAndDeleteAtATimeAndEachHasAllOfIt() throws Exception {
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int number = t % 2;
                Callable<Void> work = () -> {
                    start.await(1, TimeUnit.MINUTES);
                    for (int i = 0; i < 50; i++) {
                        try (KeptTables tables = new SnapshotCache(here, number == 0 ? 1 : 1_000_000, null)
                                .get(name(number), "", (folder, any) -> read(folder), warning -> {})) {
                            isWhole(tables);
                        }
                    }
                    return null;
                };
                all.add(pool.submit(work));
            }
            for (Future<?> each : all) {
                each.get(2, TimeUnit.MINUTES);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(unfinished()).isEmpty();
    }

    private SnapshotCache shared(String machine) {
        return new SnapshotCache(
                folder.resolve(machine),
                1_000_000,
                folder.resolve("shared").toUri().toString());
    }

    private Path inShared(String file) {
        return folder.resolve("shared").resolve(name(1)).resolve(file);
    }

    @Test
    void whatOneMachineHasReadAnotherFinds() throws IOException {
        get(shared("a"), 1).close();
        try (KeptTables tables = get(shared("b"), 1)) {
            isWhole(tables);
        }
        assertThat(readings).hasValue(1);
        assertThat(shared("c").list()).singleElement().satisfies(tables -> {
            assertThat(tables.snapshot()).isEqualTo("s3://bank/savepoint-1");
            assertThat(tables.bytes()).isEqualTo(BYTES);
        });
        assertThat(shared("b").clear()).hasSize(1);
        assertThat(folder.resolve("shared")).isEmptyDirectory();
        get(shared("a"), 1).close(); // has copies, and was told that they are there, too
        get(shared("c"), 1).close();
        assertThat(readings).hasValue(2);
        assertThat(warnings).isEmpty();
    }

    @Test
    void clearingASharedCacheLeavesWhatIsOnThisMachineWhichIsSharedAgainOnceItIsAsked() throws IOException {
        get(shared("a"), 1).close();
        get(new SnapshotCache(folder.resolve("a"), 1_000_000, null), 2).close();
        assertThat(shared("a").clear()).extracting(CachedTables::name).containsExactly(name(1));
        assertThat(new SnapshotCache(folder.resolve("a"), 0, null).list())
                .extracting(CachedTables::name)
                .containsExactlyInAnyOrder(name(1), name(2));
        get(shared("a"), 1).close();
        get(shared("b"), 1).close();
        assertThat(readings).hasValue(2);
    }

    @Test
    void whatWasReadBeforeTheCacheWasSharedIsSharedOnceItIsAsked() throws IOException {
        new SnapshotCache(folder.resolve("a"), 1_000_000, null)
                .get(name(1), "", (tables, work) -> read(tables), warnings::add)
                .close();
        get(shared("a"), 1).close();
        get(shared("b"), 1).close();
        assertThat(readings).hasValue(0);
    }

    @Test
    void whatIsNotWholeInASharedCacheIsNotTaken() throws IOException {
        get(shared("a"), 1).close();
        String marker = Files.readString(inShared("_SUCCESS"));
        for (String broken : List.of(
                marker.substring(0, marker.length() - 5),
                "",
                marker.replace("account_profile/", "../account_profile/"),
                marker.replace("" + BYTES, "" + (BYTES + 1)))) {
            Files.writeString(inShared("_SUCCESS"), broken);
            int before = readings.get();
            try (KeptTables tables = get(shared("b" + before), 1)) {
                isWhole(tables);
            }
            assertThat(readings).as(broken).hasValue(before + 1);
        }
        Files.writeString(inShared("_SUCCESS"), marker);
        Files.delete(inShared("account_profile/0a-1b.parquet"));
        int before = readings.get();
        try (KeptTables tables = get(shared("c"), 1)) {
            isWhole(tables);
        }
        assertThat(readings).hasValue(before + 1);
        get(shared("d"), 1).close(); // c has put it right
        assertThat(readings).hasValue(before + 1);
    }

    @Test
    void aSharedCacheThatCannotBeReachedIsSaidAndTheAnswerComesNonetheless() throws IOException {
        Files.writeString(folder.resolve("shared"), "no folder");
        try (KeptTables tables = get(shared("a"), 1)) {
            isWhole(tables);
        }
        assertThat(warnings)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("the cache ").contains("shared"));
    }
}
