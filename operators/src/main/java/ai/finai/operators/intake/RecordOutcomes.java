package ai.finai.operators.intake;

import ai.finai.events.RejectionReason;
import ai.finai.operators.Metrics;
import java.util.Arrays;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts what became of the records that were read. */
final class RecordOutcomes {

    private final Counter valid;
    private final Counter[] rejected;

    RecordOutcomes(MetricGroup group) {
        valid = group.addGroup(Metrics.OUTCOME, "valid").counter(Metrics.RECORDS);
        rejected = Arrays.stream(RejectionReason.values())
                .map(reason -> group.addGroup(Metrics.OUTCOME, reason.code()).counter(Metrics.RECORDS))
                .toArray(Counter[]::new);
    }

    void valid() {
        valid.inc();
    }

    void rejected(RejectionReason reason) {
        rejected[reason.ordinal()].inc();
    }
}
