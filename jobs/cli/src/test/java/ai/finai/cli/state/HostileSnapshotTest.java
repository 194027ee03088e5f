package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that somebody or some disk has broken, and accounts that are masked. Of a job that has ended. See {@link DamagedSnapshotTest}. */
class HostileSnapshotTest {

    private static final long SEED = new Random().nextInt(1_000_000);

    private static final String KEY = "a masking key of some thirty-two bytes, secret";

    @TempDir
    static Path folder;

    private static WatchedPayments job;
    private static Path checkpoint;
    private static Path savepoint;
    private static Path cache;

    @BeforeAll
    static void takeSnapshots() throws Exception {
        cache = folder.resolve("cache");
        try (WatchedPayments watched = new WatchedPayments(folder, SEED)) {
            job = watched;
            watched.start("rocksdb", 1, false, null);
            checkpoint = watched.checkpoint();
            savepoint = watched.savepoint("NATIVE");
            watched.cancel();
        }
    }

    @AfterEach
    void nothingIsLeftHalfWritten() throws IOException {
        if (Files.isDirectory(cache)) {
            try (Stream<Path> left = Files.list(cache)) {
                assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("unfinished"));
            }
        }
    }

    private static Cli query(Path snapshot, String sql, String... more) {
        return query(cache, snapshot, sql, more);
    }

    private static Cli query(Path into, Path snapshot, String sql, String... more) {
        return finai(
                Stream.concat(Stream.of("state", "query", "" + snapshot, sql, "--cache", "" + into), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static void isRefusedInALine(Cli answer, String... says) {
        isRefusedInALine(ExitCode.FAILED, answer, says);
    }

    private static void isRefusedInALine(int exitCode, Cli answer, String... says) {
        assertThat(answer.exitCode()).isEqualTo(exitCode);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("finai: ").hasLineCount(1);
        for (String part : says) {
            assertThat(answer.err()).contains(part);
        }
        assertThat(answer.err()).doesNotContain("--debug");
    }

    @Test
    void metadataThatIsCutOrOverwrittenIsSaidToBeBroken() throws IOException {
        Path metadata = checkpoint.resolve("_metadata");
        byte[] good = Files.readAllBytes(metadata);
        try {
            for (int length : new int[] {0, 3, 11, 12, 100, good.length / 2, good.length - 1}) {
                Files.write(metadata, Arrays.copyOf(good, length));
                isRefusedInALine(
                        query(checkpoint, "SELECT 1"), checkpoint.getFileName().toString(), "broken");
            }
            Files.writeString(metadata, "nothing of Flink's\n".repeat(100));
            isRefusedInALine(query(checkpoint, "SELECT 1"), "broken");
            Files.delete(metadata);
            isRefusedInALine(query(checkpoint, "SELECT 1"), "it has no _metadata");
        } finally {
            Files.write(metadata, good);
        }
    }

    @Test
    void metadataWithAnyByteChangedIsReadOrRefusedButNeverWorse() throws IOException {
        byte[] good = Files.readAllBytes(savepoint.resolve("_metadata"));
        Path copy = Files.createDirectories(folder.resolve("flipped/savepoint-flipped"));
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = good.clone();
            int place = random.nextInt(bytes.length);
            bytes[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(copy.resolve("_metadata"), bytes);
            try {
                Snapshot.at(copy.toString());
            } catch (SnapshotException expected) {
                assertThat(expected).hasMessageContaining("savepoint-flipped");
            } catch (Throwable e) {
                fail("byte " + place + ", seed " + SEED, e);
            }
        }
    }

    @Test
    void aCheckpointOfWhichTheJobHasDeletedPartSaysSoAndIsReadOnceItIsThereAgain() throws IOException {
        Path into = folder.resolve("cache-of-parts");
        Path file = largest(checkpoint, checkpoint.getParent().resolve("shared"));
        Path away = folder.resolve("away");
        Files.move(file, away);
        try {
            isRefusedInALine(query(into, checkpoint, "SELECT 1"), "is no longer there", "take a savepoint");
        } finally {
            Files.move(away, file);
        }
        assertThat(folders(into)).isEmpty();
        assertThat(query(into, checkpoint, "SELECT count(*) > 40 AS enough FROM account_profile", "--output", "csv")
                        .out())
                .isEqualTo("enough\r\ntrue\r\n");
        assertThat(folders(into)).hasSize(1);
    }

    /** RocksDB has a checksum of each block; what is changed in the footer or the properties is found when a file is opened. */
    @Test
    void aFileOfRocksDbWithAnyByteChangedIsRefused() throws IOException {
        Path into = folder.resolve("cache-of-flips");
        Path file = largest(checkpoint, checkpoint.getParent().resolve("shared"));
        flippedIsRefused(into, checkpoint, file, 0.5);
        flippedIsRefused(into, checkpoint, file, 0.05);
        assertThat(folders(into)).isEmpty();
    }

    private static void flippedIsRefused(Path into, Path snapshot, Path file, double share) throws IOException {
        byte[] good = flip(file, share);
        try {
            isRefusedInALine(
                    query(into, snapshot, "SELECT 1"), snapshot.getFileName().toString(), "cannot be read");
        } finally {
            Files.write(file, good);
        }
    }

    /** @return what it was */
    private static byte[] flip(Path file, double share) throws IOException {
        byte[] good = Files.readAllBytes(file);
        byte[] bad = good.clone();
        bad[(int) (share * bad.length)] ^= 0x10;
        Files.write(file, bad);
        return good;
    }

    /** Of the files of RocksDB's that a snapshot names. */
    private static Path largest(Path snapshot, Path below) throws IOException {
        String metadata = text(snapshot.resolve("_metadata"));
        return files(below).stream()
                .filter(path -> metadata.contains(path.getFileName().toString()))
                .filter(path -> text(path).contains("rocksdb.block.based.table"))
                .max(Comparator.comparingLong(path -> path.toFile().length()))
                .orElseThrow();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of snapshots, or of what is left of reading one: where queries spill to is always there. */
    private static List<Path> folders(Path into) throws IOException {
        try (Stream<Path> all = Files.list(into)) {
            return all.filter(Files::isDirectory)
                    .filter(path -> !path.endsWith("spill"))
                    .toList();
        }
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void accountsAreTheSamePseudonymsEverywhereAndNowhereThemselves() throws IOException {
        Path into = folder.resolve("cache-masked");
        Path key = Files.writeString(folder.resolve("key"), KEY);
        String joined =
                "SELECT count(DISTINCT o.account) AS joined, (SELECT count(DISTINCT account) FROM open_patterns)"
                        + " AS open, (SELECT count(*) FROM account_profile) AS accounts FROM open_patterns o"
                        + " JOIN account_profile p USING (account)";
        Cli masked = query(into, savepoint, joined, "--mask-key", "" + key, "--output", "csv");
        assertThat(masked.exitCode()).as(masked.err()).isEqualTo(ExitCode.OK);
        assertThat(masked.out())
                .isEqualTo(query(savepoint, joined, "--output", "csv").out())
                .containsPattern("\n(\\d+),\\1,");

        StringBuilder everything = new StringBuilder();
        for (String table : List.of("account_profile", "open_patterns", "account_alerts", "rule_book", "models")) {
            everything.append(query(into, savepoint, "FROM " + table, "--mask-key", "" + key, "--output", "json")
                    .out());
        }
        assertThat(everything)
                .contains("\"evidence\":[{\"transactionId\"")
                .containsPattern("\"counterparty\":\"acct_[0-9a-f]{32}\"")
                .doesNotContain("KT-");
        for (Path file : files(into)) {
            assertThat(text(file)).as("%s", file).doesNotContain("KT-");
        }
        // A counterparty within the evidence is masked as it is where it is the account itself.
        assertThat(query(
                                into,
                                savepoint,
                                "SELECT count(*) > 0 AS found FROM (SELECT DISTINCT unnest(json_extract_string(evidence,"
                                        + " '$[*].counterparty')) AS account FROM open_patterns) JOIN account_profile"
                                        + " USING (account)",
                                "--mask-key",
                                "" + key,
                                "--output",
                                "csv")
                        .out())
                .isEqualTo("found\r\ntrue\r\n");

        Path other = Files.writeString(folder.resolve("other-key"), KEY + "!");
        String one = "SELECT min(account) AS one FROM account_profile";
        assertThat(query(into, savepoint, one, "--mask-key", "" + other, "--output", "csv")
                        .out())
                .contains("acct_")
                .isNotEqualTo(query(into, savepoint, one, "--mask-key", "" + key, "--output", "csv")
                        .out());
        Path small = Files.writeString(folder.resolve("small-key"), KEY.substring(0, 31));
        isRefusedInALine(
                ExitCode.USAGE,
                query(into, savepoint, one, "--mask-key", "" + small),
                "small-key",
                "31 bytes",
                "at least 32");
        isRefusedInALine(
                ExitCode.USAGE, query(into, savepoint, one, "--mask-key", "" + folder.resolve("no-key")), "no file");
    }
}
