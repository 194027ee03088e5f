package ai.finai.operators;

import ai.finai.state.SnapshotNote;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/** Leaves a {@link SnapshotNote} in each snapshot of a subtask. Nothing is read back at a restore. */
public final class SnapshotNotes {

    private final ListState<byte[]> state;

    /** @param title of the state */
    public SnapshotNotes(OperatorStateStore store, String title) throws Exception {
        state = store.getListState(
                new ListStateDescriptor<>(title, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    /** Before the snapshot is taken. */
    public void leave(SnapshotNote note) throws Exception {
        state.update(List.of(note.toBytes()));
    }
}
