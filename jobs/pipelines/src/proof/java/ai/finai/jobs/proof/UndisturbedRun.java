package ai.finai.jobs.proof;

import ai.finai.events.Event;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.RecordReader;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.state.OperatorName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
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
 * What a graph gives where nothing goes wrong: read from memory in order, one task each, no checkpoint, no restart. One at
 * a time in a JVM.
 */
public final class UndisturbedRun {

    /** Its tasks are threads of this JVM. */
    private static final Map<String, List<? extends Received<?>>> INPUT = new ConcurrentHashMap<>();

    private static final Queue<Object> OUTPUT = new ConcurrentLinkedQueue<>();

    /** The order in which records are given to the graph. */
    public enum Order {
        /** Of their event times: nothing is late. */
        EVENT_TIME,
        /** Of their timestamps: what is dated back against its own timestamp is late. */
        TIMESTAMP
    }

    private UndisturbedRun() {}

    /** Runs it to its end. */
    public static void of(LocalCluster cluster, Consumer<StreamExecutionEnvironment> graph) throws Exception {
        Configuration flink = new Configuration();
        flink.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        flink.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        OUTPUT.clear();
        cluster.submit(
                        "undisturbed",
                        env -> {
                            env.getCheckpointConfig().disableCheckpointing();
                            graph.accept(env);
                        },
                        flink,
                        null)
                .awaitEnd();
        INPUT.clear();
    }

    /** @param records what was read from a topic, each partition's in order */
    public static <T extends Event> DataStream<Received<T>> read(
            StreamExecutionEnvironment env,
            List<ConsumerRecord<byte[], byte[]>> records,
            Order order,
            RecordReader<T> reader,
            TypeInformation<Received<T>> type,
            OperatorName source) {
        INPUT.put(source.uid(), inOrder(records, order, reader));
        String input = source.uid();
        return env.fromSequence(0, Math.max(0, records.size() - 1))
                .setParallelism(1)
                .uid(source.uid())
                .flatMap((FlatMapFunction<Long, Received<T>>) (index, out) -> {
                    List<Received<T>> all = input(input);
                    if (index < all.size()) {
                        out.collect(all.get(index.intValue()));
                    }
                })
                .returns(type)
                .setParallelism(1)
                .uid("undisturbed-input-" + source.uid())
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Received<T>>forGenerator(context -> new AtOnce<>())
                        .withTimestampAssigner((received, timestamp) -> time(received)))
                .setParallelism(1)
                .uid("undisturbed-time-" + source.uid());
    }

    @SuppressWarnings("unchecked") // as read() has put it there
    private static <T> List<Received<T>> input(String uid) {
        return (List<Received<T>>) Objects.requireNonNull(INPUT.get(uid));
    }

    private static <T extends Event> List<Received<T>> inOrder(
            List<ConsumerRecord<byte[], byte[]>> records, Order order, RecordReader<T> reader) {
        Stream<ConsumerRecord<byte[], byte[]>> arriving = records.stream();
        if (order == Order.TIMESTAMP) {
            arriving = arriving.sorted(Comparator.comparingLong(ConsumerRecord::timestamp));
        }
        Stream<Received<T>> received = arriving.map(
                r -> reader.read(r.key(), r.value(), new Origin(r.topic(), r.partition(), r.offset()), r.timestamp()));
        if (order == Order.EVENT_TIME) {
            received = received.sorted(Comparator.comparingLong(UndisturbedRun::time));
        }
        return received.toList();
    }

    private static <T extends Event> long time(Received<T> received) {
        T event = received.event();
        return event == null ? Long.MIN_VALUE : event.eventTime();
    }

    /** Event time follows each event, so that what is late does not depend on how fast this machine is. */
    private static final class AtOnce<T> implements WatermarkGenerator<Received<T>> {

        private long latest = Long.MIN_VALUE + 1;

        @Override
        public void onEvent(Received<T> received, long time, WatermarkOutput output) {
            if (received.isAccepted() && time > latest) {
                latest = time;
                output.emitWatermark(new Watermark(latest - 1));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // Each event has told it.
        }
    }

    /** Keeps what flows in a stream, for {@link #all}. */
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
