package ai.finai.bench.scoring;

import ai.finai.events.Severity;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.models.features.Feature;
import ai.finai.operators.scoring.AlertPolicy;
import ai.finai.operators.scoring.ScoringOutcomes;
import ai.finai.operators.scoring.SequenceScorer;
import ai.finai.state.AccountSequence;
import ai.finai.state.AccountSequenceSerializer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Measures on a task's own thread and state backend: the scorer over batches as watermarks release them; the model alone at
 * the same wave sizes; one read and one write of the state of each account of a batch; the scorer with waves of one.
 * CPU time of the thread, so RocksDB's own threads are in none of them.
 */
final class ScoringOperator extends AbstractStreamOperator<Integer>
        implements OneInputStreamOperator<Integer, Integer> {

    private static final long serialVersionUID = 1L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final int MOST_WATERMARKS = 200;

    private final ScoringRun run;

    private transient SequenceScorer scorer;
    private transient SequenceScorer shadowed;
    private transient StepModel model;
    private transient StepModel challenger;
    private transient ValueState<AccountSequence> batched;
    private transient ValueState<AccountSequence> single;
    private transient ValueState<AccountSequence> beside;
    /** Of the same accounts and sizes, and touched as often: what is read was not just written by the scorer. */
    private transient ValueState<AccountSequence> touched;

    private transient float[][] rows;
    private transient float[][] states;
    private transient float[] scratch;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    ScoringOperator(ScoringRun run) {
        this.run = run;
    }

    @Override
    public void open() throws Exception {
        super.open();
        model = StepModel.open(run.model());
        scorer = scorer();
        scorer.use(model);
        challenger = StepModel.open(run.model());
        shadowed = scorer();
        shadowed.use(model);
        shadowed.shadow(challenger);
        batched = getPartitionedState(new ValueStateDescriptor<>("batched", new AccountSequenceSerializer()));
        single = getPartitionedState(new ValueStateDescriptor<>("single", new AccountSequenceSerializer()));
        beside = getPartitionedState(new ValueStateDescriptor<>("beside", new AccountSequenceSerializer()));
        touched = getPartitionedState(new ValueStateDescriptor<>("touched", new AccountSequenceSerializer()));
        Random random = new Random(1);
        rows = new float[StepModel.LARGEST_BATCH][Feature.COUNT];
        states = new float[StepModel.LARGEST_BATCH][model.stateSize()];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextFloat();
            }
        }
        scratch = new float[model.stateSize()];
    }

    private static SequenceScorer scorer() {
        return new SequenceScorer(
                "USD", new AlertPolicy(false, null, 0.5, Duration.ZERO, Severity.LOW), new NoOutcomes());
    }

    /** Comes once. */
    @Override
    public void processElement(StreamRecord<Integer> element) throws Exception {
        Stream stream = run.stream();
        int warm = run.warmUp();
        score(scorer, stream, 0, warm, SequenceScorer.BATCH, batched);
        score(scorer, stream, 0, warm, 1, single);
        score(scorer, stream, 0, warm, SequenceScorer.BATCH, touched);
        score(shadowed, stream, 0, warm, SequenceScorer.BATCH, beside);
        for (int round = 0; round < run.rounds(); round++) {
            int from = warm + round * run.segment();
            int to = from + run.segment();
            List<Stream.Waves> waves = new ArrayList<>();
            for (int i = from; i < to; i += SequenceScorer.BATCH) {
                waves.add(stream.waves(i, Math.min(to, i + SequenceScorer.BATCH)));
            }
            run.record(
                    perPosting(() -> score(scorer, stream, from, to, SequenceScorer.BATCH, batched)),
                    perPosting(() -> runModel(waves)),
                    perPosting(() -> touchState(waves)),
                    perPosting(() -> score(scorer, stream, from, to, 1, single)),
                    perPosting(() -> score(shadowed, stream, from, to, SequenceScorer.BATCH, beside)));
            // What is only touched keeps the size of what is scored.
            score(scorer, stream, from, to, SequenceScorer.BATCH, touched);
        }
        int from = warm + run.rounds() * run.segment();
        for (int rate : run.rates()) {
            measureLatency(stream, from, rate);
        }
        measureLatency(stream, from, (int) (1e9 / run.cost().scorer() / 2));
        measureState(stream);
    }

    private interface Work {
        void run() throws Exception;
    }

    private double perPosting(Work work) throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / (double) run.segment();
    }

    private void score(
            SequenceScorer scorer, Stream stream, int from, int to, int batch, ValueState<AccountSequence> state)
            throws Exception {
        SequenceScorer.Sequences sequences = new Sequences(state);
        for (int i = from; i < to; i += batch) {
            scorer.clear();
            for (int k = i; k < Math.min(to, i + batch); k++) {
                scorer.add(stream.postings[k]);
            }
            scorer.score(sequences);
        }
    }

    private final class Sequences implements SequenceScorer.Sequences {

        private final ValueState<AccountSequence> state;

        Sequences(ValueState<AccountSequence> state) {
            this.state = state;
        }

        @Override
        public @Nullable AccountSequence read(String account) throws Exception {
            setCurrentKey(account);
            return state.value();
        }

        @Override
        public void write(String account, AccountSequence sequence) throws Exception {
            setCurrentKey(account);
            state.update(sequence);
        }
    }

    /** Rows in, run, scores and states out: what nobody who runs the model can do without. */
    private void runModel(List<Stream.Waves> batches) {
        for (Stream.Waves waves : batches) {
            for (int size : waves.sizes()) {
                for (int from = 0; from < size; from += StepModel.LARGEST_BATCH) {
                    int count = Math.min(StepModel.LARGEST_BATCH, size - from);
                    for (int r = 0; r < count; r++) {
                        model.put(r, rows[r], 0, states[r]);
                    }
                    model.run(count);
                    for (int r = 0; r < count; r++) {
                        if (model.score(r) >= 0) {
                            model.state(r, states[r], scratch);
                        }
                    }
                }
            }
        }
    }

    private void touchState(List<Stream.Waves> batches) throws Exception {
        for (Stream.Waves waves : batches) {
            for (String account : waves.accounts()) {
                setCurrentKey(account);
                AccountSequence sequence = touched.value();
                setCurrentKey(account);
                touched.update(sequence == null ? new AccountSequence() : sequence);
            }
        }
    }

    /** As if watermarks released a batch each 50 ms: how long a batch takes, from its watermark to its last score. */
    private void measureLatency(Stream stream, int from, int rate) throws Exception {
        int perWatermark = Math.max(1, (int) (rate * ScoringRun.WATERMARK_SECONDS));
        int count = Math.min(MOST_WATERMARKS, run.segment() / perWatermark);
        long[] nanos = new long[count];
        long waves = 0;
        for (int b = 0; b < count; b++) {
            int start = from + b * perWatermark;
            int end = start + perWatermark;
            long before = System.nanoTime();
            score(scorer, stream, start, end, SequenceScorer.BATCH, batched);
            nanos[b] = System.nanoTime() - before;
            for (int i = start; i < end; i += SequenceScorer.BATCH) {
                waves +=
                        stream.waves(i, Math.min(end, i + SequenceScorer.BATCH)).sizes().length;
            }
        }
        Arrays.sort(nanos);
        run.latency(rate, (double) count * perWatermark / waves, nanos[count / 2] / 1e6, nanos[count * 99 / 100] / 1e6);
    }

    private void measureState(Stream stream) throws Exception {
        AccountSequenceSerializer serializer = new AccountSequenceSerializer();
        DataOutputSerializer out = new DataOutputSerializer(4096);
        long bytes = 0;
        int accounts = 0;
        for (String account : stream.waves(0, run.warmUp()).accounts()) {
            setCurrentKey(account);
            AccountSequence sequence = batched.value();
            if (sequence != null) {
                out.clear();
                serializer.serialize(sequence, out);
                bytes += out.length();
                accounts++;
            }
        }
        run.state(accounts, bytes / (double) accounts);
    }

    @Override
    public void close() throws Exception {
        if (model != null) {
            model.close();
        }
        if (challenger != null) {
            challenger.close();
        }
        super.close();
    }

    private static final class NoOutcomes implements ScoringOutcomes {

        @Override
        public void wave(int postings) {}

        @Override
        public void warmedUp(int accounts) {}

        @Override
        public void champion(@Nullable ModelFile file) {}

        @Override
        public void scored(long eventTime, float[] features, int offset, float score) {}
    }
}
