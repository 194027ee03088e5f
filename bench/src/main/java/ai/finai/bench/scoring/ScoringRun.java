package ai.finai.bench.scoring;

import ai.finai.models.ModelFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** One measurement: a job of one subtask on a state backend. The operator, in this JVM, finds it by its number. */
final class ScoringRun implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A job emits a watermark this often. */
    static final double WATERMARK_SECONDS = 0.05;

    private static final Map<Integer, ScoringRun> RUNNING = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** How large the batches are that a rate gives, and how long they take. */
    record Latency(double waveSize, double medianMillis, double p99Millis) {}

    /** Nanoseconds of CPU a posting. */
    record Cost(double scorer, double model, double state, double wavesOfOne, double shadowed) {}

    private final int number = NUMBERS.incrementAndGet();
    private final transient Stream stream;
    private final transient ModelFile model;
    private final transient List<Cost> costs = new ArrayList<>();
    private final transient Map<Integer, Latency> latencies = new TreeMap<>();
    private final int rounds;
    private final int segment;
    private final int warmUp;
    private transient double stateBytes;
    private transient int accounts;
    private final transient int[] rates;

    ScoringRun(Stream stream, ModelFile model, int rounds, int segment, int warmUp, int[] rates) {
        this.stream = stream;
        this.model = model;
        this.rounds = rounds;
        this.segment = segment;
        this.warmUp = warmUp;
        this.rates = rates;
    }

    ScoringRun on(String backend) throws Exception {
        RUNNING.put(number, this);
        try {
            Configuration configuration = new Configuration();
            configuration.set(StateBackendOptions.STATE_BACKEND, backend);
            LocalStreamEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
            env.fromData(1)
                    .keyBy(String::valueOf)
                    .transform("Score", Types.INT, new ScoringOperator(this))
                    .sinkTo(new DiscardingSink<>());
            env.execute("scoring on " + backend);
            return this;
        } finally {
            RUNNING.remove(number);
        }
    }

    /** The one of this JVM, with what does not travel. */
    private ScoringRun here() {
        ScoringRun run = stream == null ? RUNNING.get(number) : this;
        if (run == null) {
            throw new IllegalStateException("the measurement runs in another JVM");
        }
        return run;
    }

    Stream stream() {
        return here().stream;
    }

    ModelFile model() {
        return here().model;
    }

    int[] rates() {
        return here().rates;
    }

    int rounds() {
        return rounds;
    }

    int segment() {
        return segment;
    }

    int warmUp() {
        return warmUp;
    }

    void record(double scorer, double model, double state, double wavesOfOne, double shadowed) {
        here().costs.add(new Cost(scorer, model, state, wavesOfOne, shadowed));
    }

    void latency(int rate, double waveSize, double median, double p99) {
        here().latencies.put(rate, new Latency(waveSize, median, p99));
    }

    void state(int accounts, double bytes) {
        here().accounts = accounts;
        here().stateBytes = bytes;
    }

    /** The medians of the rounds. */
    Cost cost() {
        List<Cost> costs = here().costs;
        return new Cost(
                median(costs.stream().mapToDouble(Cost::scorer).toArray()),
                median(costs.stream().mapToDouble(Cost::model).toArray()),
                median(costs.stream().mapToDouble(Cost::state).toArray()),
                median(costs.stream().mapToDouble(Cost::wavesOfOne).toArray()),
                median(costs.stream().mapToDouble(Cost::shadowed).toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** By postings a second. */
    Map<Integer, Latency> latencies() {
        return latencies;
    }

    double stateBytes() {
        return stateBytes;
    }

    int accounts() {
        return accounts;
    }
}
