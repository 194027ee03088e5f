package ai.finai.state.reading;

import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * An operator that a snapshot knows.
 *
 * @param id that Flink finds its state by: a hash of its uid
 * @param title its uid or name where the snapshot says it, else the id
 * @param keepsState whether there is any: a job without this operator does not start from the snapshot then
 * @param bytes of state
 */
public record SnapshotOperator(String id, String title, boolean keepsState, long bytes) {

    static SnapshotOperator of(OperatorState operator) {
        String id = operator.getOperatorID().toString();
        return new SnapshotOperator(
                id,
                operator.getOperatorUid().or(operator::getOperatorName).orElse(id),
                operator.getCoordinatorState() != null
                        || operator.getStates().stream().anyMatch(OperatorSubtaskState::hasState),
                operator.getStateSize());
    }

    /** The id that Flink makes of a uid. */
    public static String id(String uid) {
        return Snapshot.id(uid).toString();
    }
}
