package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Finai;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotException;
import ai.finai.state.reading.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the commands keep, here and on S3. Of a job that has ended. */
class StateCacheTest {

    private static final long SEED = new Random().nextInt(1_000_000);
    private static final String ACCOUNTS = "SELECT count(*) > 40 AS enough FROM account_profile";
    private static final String ENOUGH = "enough\r\ntrue\r\n";

    @TempDir
    static Path folder;

    private static Path checkpoint;
    private static Path savepoint;
    private static Path drained;

    @BeforeAll
    static void takeSnapshots() throws Exception {
        try (WatchedPayments job = new WatchedPayments(folder, SEED)) {
            job.start("hashmap", 2, false, null);
            checkpoint = job.checkpoint();
            savepoint = job.savepoint("CANONICAL");
            job.cancel();
            // Another one: Flink deletes the checkpoints of a job that ends by itself.
            job.start("hashmap", 2, false, savepoint.toString());
            drained = job.drain();
        }
    }

    private static Cli query(Path cache, Path snapshot, String... more) {
        return finai(Stream.concat(
                        Stream.of("state", "query", "" + snapshot, ACCOUNTS, "--output", "csv", "--cache", "" + cache),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void whatIsKeptIsListedKeptWithinItsSizeAndCleared() {
        Path cache = folder.resolve("cache");
        assertThat(finai("state", "cache", "list", "--cache", "" + cache).out())
                .endsWith(String.format("0 snapshots, 0 B in %s%n", cache));
        assertThat(query(cache, checkpoint).out()).isEqualTo(ENOUGH);
        assertThat(query(cache, savepoint).out()).isEqualTo(ENOUGH);
        Cli both = finai("state", "cache", "list", "--cache", "" + cache.toUri());
        assertThat(both.out().lines().toList().subList(0, 3))
                .satisfiesExactly(
                        header -> assertThat(header).containsPattern("USED +SIZE +MASKED +IN USE +SNAPSHOT"),
                        last -> assertThat(last).containsPattern("kB +no +no +" + savepoint),
                        first -> assertThat(first).containsPattern("kB +no +no +" + checkpoint));
        assertThat(both.out()).containsPattern("2 snapshots, [\\d.]+ kB in " + cache + "\\R$");

        Cli cleared = finai("state", "cache", "clear", "--cache", "" + cache);
        assertThat(cleared.out()).containsPattern("^2 snapshots, [\\d.]+ kB deleted from " + cache + "\\R$");
        assertThat(cache.resolve("audit.jsonl")).isNotEmptyFile();
        assertThat(query(cache, checkpoint, "--cache-size", "1kB").out()).isEqualTo(ENOUGH);
        assertThat(query(cache, savepoint, "--cache-size", "1kB").out()).isEqualTo(ENOUGH);
        assertThat(finai("state", "cache", "list", "--cache", "" + cache).out())
                .contains("" + savepoint)
                .doesNotContain("" + checkpoint)
                .contains("1 snapshot, ");

        Cli wrong = query(cache, savepoint, "--cache-size", "much");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("'much' is no size, such as 500MB or 10GB");
    }

    @Test
    void aJobThatWasDrainedRemembersNobodyAndThatIsSaid() {
        Cli answer = query(folder.resolve("cache-of-drained"), drained);
        assertThat(answer.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(answer.out()).isEqualTo("enough\r\nfalse\r\n");
        assertThat(answer.err())
                .startsWith("finai: " + drained.getFileName() + " is of a job that was drained")
                .hasLineCount(1);
    }

    @Test
    void aReadingEndsWithAllKeysAndAllOfTheSnapshot() throws Exception {
        List<Double> shares = new ArrayList<>();
        List<Long> keys = new ArrayList<>();
        SnapshotReader.withCache(folder.resolve("cache-of-progress"))
                .threads(2)
                .reporting((read, share) -> {
                    keys.add(read);
                    shares.add(share);
                })
                .read(Snapshot.at("" + savepoint))
                .close();
        assertThat(shares).isSorted().endsWith(1.0).allMatch(share -> share >= 0);
        assertThat(keys).isSorted();
        assertThat(keys.get(keys.size() - 1)).isGreaterThan(40);
    }

    /** They would hold all classes of the cluster that has read, in a process that reads again and again. */
    @Test
    void aReadingLeavesNoThreadsOfFlink() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        SnapshotReader.withCache(folder.resolve("cache-of-threads"))
                .threads(2)
                .read(Snapshot.at("" + savepoint))
                .close();
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .map(Thread::getName))
                .noneMatch(name -> name.startsWith("IOManager"));
    }

    private record Result(int exitCode, String output) {}

    /** Keys come from the environment, so it is a process of its own, and with {@code machine} a folder of its own for copies. */
    private static Result on(EmbeddedS3 s3, String machine, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-Dfinai.root=" + System.getProperty("finai.root"),
                "-Dfinai.log=" + folder.resolve(machine + ".warnings"),
                "-cp",
                System.getProperty("java.class.path"),
                Finai.class.getName(),
                "state"));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("--s3-endpoint", s3.endpoint().toString()));
        Path log = folder.resolve(machine + ".log");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().put("AWS_ACCESS_KEY_ID", EmbeddedS3.ACCESS_KEY);
        process.environment().put("AWS_SECRET_ACCESS_KEY", EmbeddedS3.SECRET_KEY);
        process.environment().put("XDG_CACHE_HOME", "" + folder.resolve(machine));
        process.environment().put("FINAI_STATE_CACHE", "s3://bank/cache/state");
        Process running = process.start();
        assertThat(running.waitFor(280, TimeUnit.SECONDS))
                .as(Files.readString(log))
                .isTrue();
        return new Result(running.exitValue(), Files.readString(log));
    }

    private static Result query(EmbeddedS3 s3, String machine, Path snapshot) throws Exception {
        return on(s3, machine, "query", "" + snapshot, ACCOUNTS, "--output", "csv");
    }

    /** What a snapshot says of itself stays; its keyed state goes, so that nobody can read it again. */
    private static void deleteWhatOnlyReadingNeeds(Path snapshot) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(snapshot)) {
            files = all.toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            try {
                Snapshot.at("" + snapshot);
            } catch (SnapshotException needed) {
                Files.write(file, bytes);
            }
        }
    }

    @Test
    @Timeout(1200)
    void whatOneMachineHasReadAnotherFindsOnS3() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy/savepoint-copy"));
        try (Stream<Path> files = Files.list(savepoint)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), 0, DataOnClose.DROP, List.of("bank"))) {
            assertThat(query(s3, "one", copy)).isEqualTo(new Result(ExitCode.OK, ENOUGH));
            deleteWhatOnlyReadingNeeds(copy);
            assertThat(query(s3, "two", copy)).isEqualTo(new Result(ExitCode.OK, ENOUGH));
            assertThat(on(s3, "three", "cache", "list").output()).contains("" + copy, "1 snapshot, ");
            assertThat(on(s3, "two", "cache", "clear").output())
                    .containsPattern("^1 snapshot, [\\d.]+ kB deleted from s3://bank/cache/state\\R$");
            assertThat(finai("state", "cache", "list", "--cache", "" + folder.resolve("two/finai/state"))
                            .out())
                    .contains("" + copy, "1 snapshot, ");
            s3.refuse("cache/state/"); // who may only read there
            Result asked = query(s3, "two", copy);
            assertThat(asked.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(asked.output())
                    .endsWith(ENOUGH)
                    .containsPattern(
                            "^finai: the cache s3://bank/cache/state cannot be written; the answer does not depend on"
                                    + " it: .*\\R");
            Result gone = query(s3, "three", copy);
            assertThat(gone.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(gone.output()).contains("is no longer there");
        }
    }
}
