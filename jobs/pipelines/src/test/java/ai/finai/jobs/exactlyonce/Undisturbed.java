package ai.finai.jobs.exactlyonce;

import ai.finai.events.Alert;
import ai.finai.events.DeadLetter;
import ai.finai.events.LateEvent;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionReader;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.AmlPorts;
import ai.finai.jobs.SilentControl;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.intake.EventWatermarks;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.AmlOperator;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the same graph gives for the same records where nothing goes wrong: read from memory in event time, one task each,
 * no checkpoint, no restart.
 */
final class Undisturbed implements AmlPorts {

    /** One run at a time; its tasks are threads of this JVM. */
    private static final Queue<Object> OUTPUT = new ConcurrentLinkedQueue<>();

    private static final EventWatermarks.Config IN_ORDER =
            new EventWatermarks.Config(Duration.ZERO, Duration.ZERO, null);

    private final List<Received<Transaction>> input;

    private Undisturbed(List<Received<Transaction>> input) {
        this.input = input;
    }

    record Output(
            List<Transaction> accepted,
            List<WatchedPosting> postings,
            List<Alert> alerts,
            List<LateEvent> late,
            List<DeadLetter> deadLetters) {}

    /** @param records what was read from the topic, each partition's in order */
    static Output of(List<ConsumerRecord<byte[], byte[]>> records, AmlConfig config, LocalCluster cluster)
            throws Exception {
        TransactionReader reader = new TransactionReader(config.maxFuture(), config.rates());
        List<Received<Transaction>> input = records.stream()
                .map(r -> reader.read(
                        r.key(), r.value(), new Origin(r.topic(), r.partition(), r.offset()), r.timestamp()))
                .sorted(Comparator.comparingLong(Undisturbed::time))
                .toList();
        Configuration flink = new Configuration();
        flink.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        flink.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        OUTPUT.clear();
        cluster.submit(
                        "undisturbed",
                        env -> {
                            env.getCheckpointConfig().disableCheckpointing();
                            AmlJob.define(env, config, new Undisturbed(input));
                        },
                        flink,
                        null)
                .awaitEnd();
        return new Output(
                all(Transaction.class),
                all(WatchedPosting.class),
                all(Alert.class),
                all(LateEvent.class),
                all(DeadLetter.class));
    }

    private static <T> List<T> all(Class<T> type) {
        return OUTPUT.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static long time(Received<Transaction> received) {
        Transaction transaction = received.event();
        return transaction == null ? Long.MIN_VALUE : transaction.eventTime();
    }

    @Override
    public DataStream<Received<Transaction>> transactions(StreamExecutionEnvironment env) {
        return env.fromData(input, EventTypes.RECEIVED_TRANSACTION)
                .setParallelism(1)
                .uid(AmlOperator.TRANSACTIONS_SOURCE.uid())
                .assignTimestampsAndWatermarks(EventWatermarks.of(IN_ORDER, "transactions"))
                .uid("undisturbed-time");
    }

    @Override
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        return SilentControl.of(env, Boundedness.BOUNDED);
    }

    @Override
    public void publish(WatchAccounts watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts) {
        collect("alerts", watched.alerts());
        collect("late", watched.late());
        collect("rejected", rejected);
        collect("conflicts", conflicts);
    }

    @Override
    public void archive(
            DataStream<Transaction> accepted, DataStream<WatchedPosting> postings, DataStream<Alert> alerts) {
        collect("accepted", accepted);
        collect("postings", postings);
    }

    private static <T> void collect(String uid, DataStream<T> stream) {
        stream.map((MapFunction<T, T>) element -> {
                    OUTPUT.add(element);
                    return element;
                })
                .returns(stream.getType())
                .uid("collect-" + uid)
                .sinkTo(new DiscardingSink<>())
                .uid("discard-" + uid);
    }
}
