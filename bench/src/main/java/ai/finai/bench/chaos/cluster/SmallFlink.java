package ai.finai.bench.chaos.cluster;

import ai.finai.cli.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of a small Flink cluster on loopback, as files in a folder. */
final class SmallFlink {

    private static final int TASK_HEAP = 384;
    private static final int FRAMEWORK_HEAP = 64;

    /** Of a TaskManager's JVM, in megabytes. */
    static final int HEAP = TASK_HEAP + FRAMEWORK_HEAP;

    /** Of what Flink tells of a job; it must not be older than it is looked at. */
    private static final String REFRESH = "web.refresh-interval";

    /** For the JVMs, as Flink's own scripts have it. */
    private static final String JVM = "env.java.opts.all";

    private static final Map<String, String> OF_A_RUN_OF_FAULTS = Map.of(
            REFRESH, "100",
            // Several of these start at once on a small machine: compiling well costs more than it brings.
            JVM, "-XX:TieredStopAtLevel=1");

    private SmallFlink() {}

    /** How often there is something new to see, in milliseconds. */
    static long refreshMillis(Map<String, String> options) {
        return Long.parseLong(option(options, REFRESH));
    }

    /** Arguments of each JVM. */
    static List<String> jvm(Map<String, String> options) {
        return List.of(option(options, JVM).split(" "));
    }

    private static String option(Map<String, String> options, String key) {
        return options.getOrDefault(key, OF_A_RUN_OF_FAULTS.getOrDefault(key, ""));
    }

    /** @param options win over what is set here */
    static void write(Path folder, int restPort, int slots, Map<String, String> options) throws IOException {
        Map<String, String> all = new TreeMap<>(Map.of(
                "jobmanager.rpc.address", "127.0.0.1",
                "jobmanager.rpc.port", Integer.toString(FlinkCluster.freePort()),
                "rest.address", "127.0.0.1",
                "rest.bind-address", "127.0.0.1",
                "rest.port", Integer.toString(restPort),
                "taskmanager.host", "127.0.0.1",
                "taskmanager.bind-host", "127.0.0.1",
                "taskmanager.numberOfTaskSlots", Integer.toString(slots)));
        // A TaskManager that no script starts wants all of these.
        all.putAll(Map.of(
                "taskmanager.cpu.cores", "1",
                "taskmanager.memory.task.heap.size", TASK_HEAP + "m",
                "taskmanager.memory.task.off-heap.size", "0m",
                "taskmanager.memory.network.min", "64m",
                "taskmanager.memory.network.max", "64m",
                "taskmanager.memory.managed.size", "128m",
                "taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP + "m",
                "taskmanager.memory.framework.off-heap.size", "64m",
                "taskmanager.memory.jvm-metaspace.size", "256m"));
        all.putAll(
                Map.of("taskmanager.memory.jvm-overhead.min", "128m", "taskmanager.memory.jvm-overhead.max", "128m"));
        all.putAll(OF_A_RUN_OF_FAULTS);
        all.putAll(options);
        Files.write(
                folder.resolve("config.yaml"),
                all.entrySet().stream()
                        .map(option -> option.getKey() + ": \"" + option.getValue() + '"')
                        .toList());
        Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("plugins")).resolve("s3-fs-hadoop"),
                Shipped.fileSystemPlugins().resolve("s3-fs-hadoop"));
        Files.writeString(folder.resolve("log4j2.properties"), """
                rootLogger.level = INFO
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} - %m%n%throwable{30}
                logger.kafka.name = org.apache.kafka
                logger.kafka.level = WARN
                # It is asked after a job before it has one.
                logger.rest.name = org.apache.flink.runtime.rest.handler
                logger.rest.level = OFF
                """);
    }
}
