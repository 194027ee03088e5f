package ai.finai.jobs.savepoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroup;
import org.apache.flink.runtime.state.restore.KeyGroupEntry;
import org.apache.flink.runtime.state.restore.SavepointRestoreResult;
import org.apache.flink.runtime.state.restore.ThrowingIterator;
import org.apache.flink.util.StateMigrationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every value in the kept savepoints is read to its last byte, and written as it was by a release of the same format: whoever
 * changes the bytes must give the format a new number.
 */
class KeptFormatsTest {

    static Stream<SavepointFolder> folders() throws IOException {
        return SavepointFolder.all().stream();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void noFormatChangesWithoutANewNumber(SavepointFolder folder) throws Exception {
        TreeMap<String, Integer> values = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(
                Files.newInputStream(folder.savepoint(SavepointFolder.CANONICAL).resolve("_metadata")))) {
            var metadata = Checkpoints.loadCheckpointMetadata(
                    in,
                    getClass().getClassLoader(),
                    folder.savepoint(SavepointFolder.CANONICAL).toUri().toString());
            for (OperatorState operator : metadata.getOperatorStates()) {
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                        try { // accounts and symbols are texts, shards of ids are numbers
                            check(handle, StringSerializer.INSTANCE, values);
                        } catch (StateMigrationException e) {
                            check(handle, IntSerializer.INSTANCE, values);
                        }
                    }
                }
            }
        }
        assertThat(values.keySet())
                .containsAll(
                        folder.job().equals("aml")
                                ? List.of("account-alerts", "account-profile", "matches", "sequence")
                                : List.of("symbol"));
    }

    /** @param values counts them, by the name of their state */
    private static void check(KeyedStateHandle handle, TypeSerializer<?> keys, TreeMap<String, Integer> values)
            throws Exception {
        try (ThrowingIterator<SavepointRestoreResult> all = read(handle, keys)) {
            while (all.hasNext()) {
                SavepointRestoreResult part = all.next();
                List<StateMetaInfoSnapshot> states = part.getStateMetaInfoSnapshots();
                try (ThrowingIterator<KeyGroup> groups = part.getRestoredKeyGroups()) {
                    while (groups.hasNext()) {
                        try (ThrowingIterator<KeyGroupEntry> entries =
                                groups.next().getKeyGroupEntries()) {
                            while (entries.hasNext()) {
                                KeyGroupEntry entry = entries.next();
                                StateMetaInfoSnapshot state = states.get(entry.getKvStateId());
                                if (state.getBackendStateType() == BackendStateType.KEY_VALUE) {
                                    check(state, entry.getValue());
                                    values.merge(state.getName(), 1, Integer::sum);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static ThrowingIterator<SavepointRestoreResult> read(KeyedStateHandle handle, TypeSerializer<?> keys)
            throws Exception {
        return new FullSnapshotRestoreOperation<>(
                        handle.getKeyGroupRange(),
                        KeptFormatsTest.class.getClassLoader(),
                        new ArrayList<>(List.of(handle)),
                        StateSerializerProvider.fromNewRegisteredSerializer(keys))
                .restore();
    }

    @SuppressWarnings("unchecked")
    private static void check(StateMetaInfoSnapshot state, byte[] written) throws IOException {
        TypeSerializerSnapshot<?> snapshot = state.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER);
        TypeSerializer<Object> serializer = (TypeSerializer<Object>) snapshot.restoreSerializer();
        DataInputDeserializer in = new DataInputDeserializer(written);
        DataOutputSerializer out = new DataOutputSerializer(written.length);
        if (((TypeSerializer<?>) serializer) instanceof MapSerializer<?, ?> map) {
            out.writeBoolean(in.readBoolean()); // whether there is none
            serializer = (TypeSerializer<Object>) map.getValueSerializer();
        }
        Object value = serializer.deserialize(in);
        assertThat(in.available())
                .as("bytes that nobody reads of %s", state.getName())
                .isZero();
        serializer.serialize(value, out);
        if (format(snapshot).equals(format(snapshot.restoreSerializer().snapshotConfiguration()))) {
            assertThat(out.getCopyOfBuffer())
                    .as("%s of a format whose bytes have changed, while its number has not", state.getName())
                    .isEqualTo(written);
        }
    }

    private static String format(TypeSerializerSnapshot<?> snapshot) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
        return java.util.HexFormat.of().formatHex(out.getCopyOfBuffer());
    }
}
