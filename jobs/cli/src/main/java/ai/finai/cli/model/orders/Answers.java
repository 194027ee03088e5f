package ai.finai.cli.model.orders;

import ai.finai.cli.Figures;
import ai.finai.models.ModelStatus;
import ai.finai.models.ModelStatus.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who has answered an order. Where nobody says which job is meant, every job that answers is. */
final class Answers {

    private final String orderId;
    private final @Nullable String job;
    private final Map<String, Map<Integer, ModelStatus>> byJob = new TreeMap<>();

    /** @param job whose answers count; null for any */
    Answers(String orderId, @Nullable String job) {
        this.orderId = orderId;
        this.job = job;
    }

    /** Takes a status; false if it answers something else. */
    boolean add(ModelStatus status) {
        if (!status.orderId().equals(orderId) || (job != null && !job.equals(status.job()))) {
            return false;
        }
        Map<Integer, ModelStatus> subtasks = byJob.computeIfAbsent(status.job(), any -> new TreeMap<>());
        // A job that was restored with another parallelism answers anew.
        subtasks.values().removeIf(earlier -> earlier.parallelism() != status.parallelism());
        subtasks.put(status.subtask(), status);
        return true;
    }

    /** All that count, by job and subtask. */
    List<ModelStatus> all() {
        return byJob.values().stream()
                .flatMap(subtasks -> subtasks.values().stream())
                .toList();
    }

    /** Those who did not take it. */
    List<ModelStatus> refusals() {
        return all().stream().filter(status -> status.state() != State.ACTIVE).toList();
    }

    /** Whether every subtask of each job that answered has taken it. */
    boolean areComplete() {
        return !byJob.isEmpty()
                && refusals().isEmpty()
                && byJob.values().stream()
                        .allMatch(subtasks -> subtasks.size()
                                == subtasks.values().iterator().next().parallelism());
    }

    /** {@code 2 of 4 subtasks of aml}, for each job. */
    @Override
    public String toString() {
        return byJob.entrySet().stream()
                .map(entry -> {
                    int parallelism =
                            entry.getValue().values().iterator().next().parallelism();
                    return entry.getValue().size() + " of " + Figures.count(parallelism, "subtask") + " of "
                            + entry.getKey();
                })
                .collect(Collectors.joining(", "));
    }
}
