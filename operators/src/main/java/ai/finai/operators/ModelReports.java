package ai.finai.operators;

import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import java.util.function.Consumer;
import org.apache.flink.api.common.TaskInfo;
import org.jspecify.annotations.Nullable;

/** What this subtask says of models, with its name on it. */
record ModelReports(String job, TaskInfo task, Consumer<ModelStatus> out) {

    void say(String orderId, ModelRole role, @Nullable ModelReference model, ModelStatus.State state, String reason) {
        out.accept(new ModelStatus(
                job,
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks(),
                orderId,
                role,
                model,
                state,
                reason));
    }
}
