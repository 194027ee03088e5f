package ai.finai.jobs.exactlyonce.run;

import ai.finai.events.Event;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.RecordReader;
import ai.finai.jobs.fixture.Scenario;
import ai.finai.operators.intake.EventWatermarks;
import ai.finai.state.OperatorName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a graph gives where nothing goes wrong: read from memory in event time, one task each, no checkpoint, no restart.
 * One at a time.
 */
public final class UndisturbedRun {

    /** Its tasks are threads of this JVM. */
    private static final Queue<Object> OUTPUT = new ConcurrentLinkedQueue<>();

    private static final EventWatermarks.Config IN_ORDER =
            new EventWatermarks.Config(Duration.ZERO, Duration.ZERO, null);

    private UndisturbedRun() {}

    /** Runs it to its end. */
    public static void of(Scenario scenario, Consumer<StreamExecutionEnvironment> graph) throws Exception {
        Configuration flink = new Configuration();
        flink.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        flink.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        OUTPUT.clear();
        scenario.cluster()
                .submit(
                        "undisturbed",
                        env -> {
                            env.getCheckpointConfig().disableCheckpointing();
                            graph.accept(env);
                        },
                        flink,
                        null)
                .awaitEnd();
    }

    /** @param records what was read from a topic, each partition's in order */
    public static <T extends Event> DataStream<Received<T>> read(
            StreamExecutionEnvironment env,
            List<ConsumerRecord<byte[], byte[]>> records,
            RecordReader<T> reader,
            TypeInformation<Received<T>> type,
            OperatorName source) {
        List<Received<T>> input = records.stream()
                .map(r -> reader.read(
                        r.key(), r.value(), new Origin(r.topic(), r.partition(), r.offset()), r.timestamp()))
                .sorted(Comparator.comparingLong(UndisturbedRun::time))
                .toList();
        return env.fromData(input, type)
                .setParallelism(1)
                .uid(source.uid())
                .assignTimestampsAndWatermarks(EventWatermarks.of(IN_ORDER, "undisturbed"))
                .uid("undisturbed-time-" + source.uid());
    }

    private static <T extends Event> long time(Received<T> received) {
        T event = received.event();
        return event == null ? Long.MIN_VALUE : event.eventTime();
    }

    public static <T> void collect(String uid, DataStream<T> stream) {
        stream.map((MapFunction<T, T>) element -> {
                    OUTPUT.add(element);
                    return element;
                })
                .returns(stream.getType())
                .uid("collect-" + uid)
                .sinkTo(new DiscardingSink<>())
                .uid("discard-" + uid);
    }

    /** What was collected of a type, in no particular order. */
    public static <T> List<T> all(Class<T> type) {
        return OUTPUT.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
