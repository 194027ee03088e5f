package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.state.AmlOperator;
import ai.finai.state.AmlState;
import ai.finai.state.SnapshotNote;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.state.api.OperatorIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Snapshots of releases that are yet to come: what is in them is not guessed at, and it is said what to do. */
class NewerSnapshotTest {

    private static final Path ROOT =
            Path.of(System.getProperty("finai.root"), "state", "src", "test", "resources", "savepoints");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "aml, canonical, ai.finai.state.MatchStateSerializerSnapshot",
        "aml, native, ai.finai.state.MatchStateSerializerSnapshot",
        "aml, canonical, ai.finai.state.account.AccountProfileSerializerSnapshot",
        "market, canonical, ai.finai.state.market.SymbolStateSerializerSnapshot",
        "market, native, ai.finai.state.market.SymbolStateSerializerSnapshot",
    })
    void stateOfANewerFormatIsRefused(String job, String form, String serializer) throws IOException {
        Path savepoint = withFormat(99, serializer, anyRelease(job).resolve(form));
        isRefused(savepoint, "has format 99, and this release reads formats up to ");
    }

    private static Path anyRelease(String job) throws IOException {
        try (Stream<Path> releases = Files.list(ROOT)) {
            return releases.map(release -> release.resolve(job))
                    .filter(Files::isDirectory)
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    /** After a serializer's name Flink writes the version of what follows, and that is the format. */
    private Path withFormat(int format, String serializer, Path savepoint) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("savepoint-newer"));
        byte[] name = serializer.getBytes(StandardCharsets.UTF_8);
        int found = 0;
        try (Stream<Path> files = Files.list(savepoint)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (int place = indexOf(bytes, name, 0); place >= 0; place = indexOf(bytes, name, place + 1)) {
                    bytes[place + name.length + 7] = (byte) format;
                    found++;
                }
                Files.write(copy.resolve(file.getFileName()), bytes);
            }
        }
        assertThat(found).as("%s in %s", serializer, savepoint).isPositive();
        return copy;
    }

    private static int indexOf(byte[] bytes, byte[] part, int from) {
        for (int i = from; i <= bytes.length - part.length; i++) {
            int same = 0;
            while (same < part.length && bytes[i + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void aNoteOfANewerFormatIsRefused() throws IOException {
        byte[] note = new SnapshotNote("aml", "99.0.0", 0, "USD", 2, "", List.of(), List.of()).toBytes();
        Path savepoint = Files.createDirectories(folder.resolve("savepoint-note"));
        write(note, savepoint);
        Cli list = finai("state", "list", "--snapshots", "" + folder);
        assertThat(list.out()).contains("99.0.0").contains("1 snapshot");
        note[0] = 99;
        write(note, savepoint);
        isRefused(savepoint, "what the snapshot says of itself has format 99, and this release reads formats up to 2");
        assertThat(finai("state", "list", "--snapshots", "" + folder).out())
                .contains("not readable: ", "has format 99", "use the release that wrote the snapshot");
    }

    /** A snapshot with nothing but the note. */
    private static void write(byte[] note, Path savepoint) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(file);
        out.writeInt(6); // Flink's format
        out.writeBoolean(false); // not compressed
        out.writeShort(0); // list states with a serializer, and broadcast ones
        out.writeShort(0);
        long offset = out.size();
        out.writeInt(note.length);
        out.write(note);
        OperatorState operator = new OperatorState(
                null,
                null,
                OperatorIdentifier.forUid(AmlOperator.WATCH_ACCOUNTS.uid()).getOperatorId(),
                1,
                720);
        operator.putState(
                0,
                OperatorSubtaskState.builder()
                        .setManagedOperatorState(new OperatorStreamStateHandle(
                                Map.of(
                                        AmlState.NOTE.title(),
                                        new OperatorStateHandle.StateMetaInfo(
                                                new long[] {offset}, OperatorStateHandle.Mode.SPLIT_DISTRIBUTE)),
                                new ByteStreamStateHandle("note", file.toByteArray())))
                        .build());
        try (DataOutputStream metadata = new DataOutputStream(Files.newOutputStream(savepoint.resolve("_metadata")))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(1, List.of(operator), List.of()), metadata);
        }
    }

    private void isRefused(Path savepoint, String says) {
        Cli answer = finai("state", "query", "" + savepoint, "FROM rule_book", "--cache", "" + folder.resolve("cache"));
        assertThat(answer.exitCode()).as(answer.out()).isIn(ExitCode.FAILED, ExitCode.USAGE);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith("finai: ")
                .contains("" + savepoint.getFileName(), says, "use the release that wrote the snapshot, or a later one")
                .hasLineCount(1);
    }
}
