package ai.finai.cli.state;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Finai;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code finai state export --every} in a process of its own, to an S3 server, until a signal ends it. */
class KeptExportTest {

    private static final long SEED = Long.getLong("finai.seed", new Random().nextInt(1_000_000));

    @TempDir
    static Path folder;

    private static Path first;
    private static Path second;

    @BeforeAll
    static void takeSnapshots() throws Exception {
        try (WatchedPayments job = new WatchedPayments(folder.resolve("job"), SEED)) {
            job.start("rocksdb", 1, false, null);
            first = job.savepoint("CANONICAL");
            job.goOn();
            second = job.savepoint("CANONICAL");
            job.cancel();
        }
    }

    /** As if it were completed at a time: a copy, file by file, the metadata last. */
    private static void complete(Path savepoint, Path in, Instant at) throws IOException {
        Path to = Files.createDirectories(in.resolve(savepoint.getFileName()));
        try (Stream<Path> files = Files.list(savepoint)) {
            for (Path file : files.filter(path -> !path.endsWith("_metadata")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        Path early = Files.copy(savepoint.resolve("_metadata"), to.resolve("being-written"));
        Files.setLastModifiedTime(early, FileTime.from(at));
        Files.move(early, to.resolve("_metadata"));
    }

    @Test
    @Timeout(300)
    void itGoesOnWithLaterSnapshotsPassesOverABrokenOneOutlastsItsServerAndEndsWell() throws Exception {
        Path snapshots = Files.createDirectories(folder.resolve("snapshots"));
        complete(first, snapshots, Instant.parse("2026-03-01T00:00:00Z"));
        Path data = folder.resolve("s3");
        try (EmbeddedS3 s3 = EmbeddedS3.start(data, 0, DataOnClose.DROP, List.of("risk"))) {
            Path log = folder.resolve("export.log");
            Process export = export(s3, snapshots, log, "--every", "1s");
            try {
                await(export, log, () -> done(data).size() == 2);
                complete(broken(), snapshots, Instant.parse("2026-03-01T01:00:00Z"));
                await(export, log, () -> text(log).contains("cannot be read"));
                s3.kill();
                complete(second, snapshots, Instant.parse("2026-03-01T02:00:00Z"));
                s3.restart();
                await(export, log, () -> done(data).size() == 4);
                export.destroy(); // SIGTERM
                assertThat(export.waitFor(60, TimeUnit.SECONDS)).as(text(log)).isTrue();
                assertThat(export.exitValue()).as(text(log)).isZero();
            } finally {
                export.destroyForcibly();
            }
            assertThat(done(data))
                    .anyMatch(path -> path.contains("snapshot_time=2026-03-01T00-00-00Z"))
                    .anyMatch(path -> path.contains("snapshot_time=2026-03-01T02-00-00Z"))
                    .noneMatch(path -> path.contains("snapshot_time=2026-03-01T01-00-00Z"));

            TreeMap<String, String> before = contents(data);
            Process again = export(s3, snapshots, folder.resolve("again.log"));
            assertThat(again.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(again.exitValue()).as(text(folder.resolve("again.log"))).isZero();
            assertThat(text(folder.resolve("again.log"))).contains("was exported before");
            assertThat(contents(data)).isEqualTo(before);
            assertThat(rows(data))
                    .isEqualTo(SnapshotRows.of(second, folder.resolve("cache")).rows().stream()
                            .filter(row -> row.startsWith("account_profile"))
                            .count());
        }
    }

    private static Path broken() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("savepoint-broken"));
        try (Stream<Path> files = Files.list(second)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (!file.endsWith("_metadata")) {
                    bytes[bytes.length / 2] ^= 1;
                }
                Files.write(copy.resolve(file.getFileName()), bytes);
            }
        }
        return copy;
    }

    private static Process export(EmbeddedS3 s3, Path snapshots, Path log, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-Dfinai.root=" + System.getProperty("finai.root"),
                "-cp",
                System.getProperty("java.class.path"),
                Finai.class.getName(),
                "state",
                "export",
                "--table",
                "account_profile",
                "open_patterns",
                "--to",
                "s3://risk/state",
                "--s3-endpoint",
                s3.endpoint().toString(),
                "--cache",
                folder.resolve("cache-of-exports").toString(),
                "--snapshots",
                snapshots.toString()));
        command.addAll(List.of(more));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().put("AWS_ACCESS_KEY_ID", EmbeddedS3.ACCESS_KEY);
        process.environment().put("AWS_SECRET_ACCESS_KEY", EmbeddedS3.SECRET_KEY);
        return process.start();
    }

    private static void await(Process export, Path log, BooleanSupplier condition) throws InterruptedException {
        long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(export.isAlive() && System.nanoTime() < limit)
                    .as(text(log))
                    .isTrue();
            Thread.sleep(100);
        }
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "" + e;
        }
    }

    /** The markers of whole partitions. */
    private static List<String> done(Path data) {
        try {
            return contents(data).keySet().stream()
                    .filter(path -> path.endsWith("_SUCCESS"))
                    .toList();
        } catch (IOException e) {
            return List.of(); // files go while they are listed
        }
    }

    private static TreeMap<String, String> contents(Path data) throws IOException {
        TreeMap<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put("" + file, Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return all;
    }

    /** Of the later profile, as another tool reads it. */
    private static long rows(Path data) throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM read_parquet('" + data
                        + "/**/account_profile/snapshot_time=2026-03-01T02-00-00Z/*/*.parquet')")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
