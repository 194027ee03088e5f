package ai.finai.operators.models;

import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import java.util.function.Consumer;
import org.apache.flink.api.common.TaskInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a subtask says of models, with its name on it.
 *
 * @param job its name
 * @param task whose subtask it is
 * @param out takes what is said
 */
public record ModelReports(String job, TaskInfo task, Consumer<ModelStatus> out) {

    /** What became of an order. */
    void say(Ordered ordered, ModelStatus.State state, String reason) {
        say(
                ordered.order().orderId(),
                ordered.source(),
                ordered.order().role(),
                ordered.order().model(),
                state,
                reason);
    }

    /** What nobody ordered. */
    public void say(ModelRole role, ModelReference model, ModelStatus.State state, String reason) {
        say("", "", role, model, state, reason);
    }

    private void say(
            String orderId,
            String source,
            ModelRole role,
            @Nullable ModelReference model,
            ModelStatus.State state,
            String reason) {
        out.accept(new ModelStatus(
                job,
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks(),
                orderId,
                source,
                role,
                model,
                state,
                reason));
    }
}
