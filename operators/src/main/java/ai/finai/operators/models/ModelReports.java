package ai.finai.operators.models;

import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.operators.Metrics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/** What a subtask says of models, with its name on it; what became of orders is counted. */
public final class ModelReports {

    private final String job;
    private final TaskInfo task;
    private final Consumer<ModelStatus> out;
    private final Map<ModelStatus.State, Counter> orders = new EnumMap<>(ModelStatus.State.class);

    /**
     * @param job its name
     * @param task whose subtask it is
     * @param group of the operator
     * @param out takes what is said
     */
    public ModelReports(String job, TaskInfo task, MetricGroup group, Consumer<ModelStatus> out) {
        this.job = job;
        this.task = task;
        this.out = out;
        for (ModelStatus.State became :
                List.of(ModelStatus.State.ACTIVE, ModelStatus.State.REFUSED, ModelStatus.State.UNAVAILABLE)) {
            String outcome = became.name().toLowerCase(Locale.ROOT);
            orders.put(became, group.addGroup(Metrics.OUTCOME, outcome).counter(Metrics.MODEL_ORDERS));
        }
    }

    /** What became of an order. */
    void say(Ordered ordered, ModelStatus.State state, String reason) {
        Counter counter = orders.get(state);
        if (counter != null) {
            counter.inc();
        }
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
