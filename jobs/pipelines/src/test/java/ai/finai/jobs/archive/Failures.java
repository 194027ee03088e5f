package ai.finai.jobs.archive;

import ai.finai.events.Transaction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * When the job fails, each once; 0 is never. One plan at a time, in this JVM.
 *
 * @param row with this many rows processed, by all subtasks together
 * @param snapshot in this snapshot of a subtask, counted over all
 * @param notice when a subtask is told for this many times that a checkpoint is complete: after it, before its commit
 */
record Failures(int row, int snapshot, int notice) {

    private static final AtomicInteger ROWS = new AtomicInteger();
    private static final AtomicInteger SNAPSHOTS = new AtomicInteger();
    private static final AtomicInteger NOTICES = new AtomicInteger();
    private static final AtomicInteger INJECTED = new AtomicInteger();
    private static final Map<Integer, Long> SAVED = new ConcurrentHashMap<>();
    private static volatile Failures plan = new Failures(0, 0, 0);

    static void plan(Failures failures) {
        plan = failures;
        SAVED.clear();
        for (AtomicInteger counter : new AtomicInteger[] {ROWS, SNAPSHOTS, NOTICES, INJECTED}) {
            counter.set(0);
        }
    }

    static int injected() {
        return INJECTED.get();
    }

    int planned() {
        return Integer.signum(row) + Integer.signum(snapshot) + Integer.signum(notice);
    }

    /** How many transactions the last snapshot covers. */
    static long saved() {
        return SAVED.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void count(AtomicInteger counter, int failAt, String what) {
        if (counter.incrementAndGet() == failAt) {
            INJECTED.incrementAndGet();
            throw new IllegalStateException("injected failure: " + what);
        }
    }

    static final class Injector extends RichMapFunction<Transaction, Transaction>
            implements CheckpointedFunction, CheckpointListener {

        private static final long serialVersionUID = 1L;

        private transient ListState<Long> state;
        private long rows;

        @Override
        public Transaction map(Transaction transaction) {
            count(ROWS, plan.row(), "row");
            rows++;
            return transaction;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            count(SNAPSHOTS, plan.snapshot(), "snapshot");
            state.update(java.util.List.of(rows));
            SAVED.put(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), rows);
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("rows", Types.LONG));
            for (long restored : state.get()) {
                rows += restored;
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            count(NOTICES, plan.notice(), "notice of a completed checkpoint");
        }
    }
}
