package ai.finai.bench.chaos.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * A process of the cluster, with its log. While it is wanted it is started again whenever it has ended, as Kubernetes or
 * systemd would: whoever owns it calls {@link #revive} now and then.
 */
final class Member {

    private final String name;
    private final int heapMegabytes;
    private final List<String> jvm;
    private final Path folder;
    private final @Nullable Path temporary;
    private List<String> command = List.of();
    private @Nullable Process process;
    private boolean wanted;

    /**
     * @param jvm more arguments of its JVM
     * @param folder for its log; Flink's configuration is there too
     * @param temporary emptied before each start, as that of a new container is; null for none
     */
    Member(String name, int heapMegabytes, List<String> jvm, Path folder, @Nullable Path temporary) {
        this.temporary = temporary;
        this.name = name;
        this.heapMegabytes = heapMegabytes;
        this.jvm = jvm;
        this.folder = folder;
    }

    /** @param mainClass on this JVM's class path */
    synchronized void start(String mainClass, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=256m",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"),
                "-cp",
                System.getProperty("java.class.path"),
                Tether.class.getName(),
                mainClass));
        all.addAll(arguments);
        all.addAll(2, jvm); // after the program and its heap
        command = all;
        wanted = true;
        launch();
    }

    private void launch() throws IOException {
        if (temporary != null) {
            FileUtils.cleanDirectory(temporary.toFile());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("FLINK_CONF_DIR", folder.toString());
        environment.put("FLINK_PLUGINS_DIR", folder.resolve("plugins").toString());
        environment.put("MALLOC_ARENA_MAX", "2"); // as Flink's own image has it: RocksDB's memory would fragment
        process = builder.start();
    }

    /** Starts it again if it has ended and should not have. */
    synchronized void revive() throws IOException {
        if (wanted && process != null && !process.isAlive()) {
            launch();
        }
    }

    /** SIGKILL. It is started again. */
    synchronized void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Ends it at once and for good. */
    synchronized void end() throws InterruptedException {
        wanted = false;
        kill();
    }

    /** It ends by itself, and is not started again. @return whether it did in that time */
    boolean awaitEnd(long seconds) throws InterruptedException {
        Process ending;
        synchronized (this) {
            wanted = false;
            ending = process;
        }
        return ending == null || ending.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** SIGSTOP: as a machine that swaps, or a virtual one that is moved. */
    synchronized void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    synchronized void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        if (process != null && process.isAlive()) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    synchronized @Nullable Long pid() {
        return process == null || !process.isAlive() ? null : process.pid();
    }

    String name() {
        return name;
    }

    Path log() {
        return folder.resolve(name + ".log");
    }

    /** The last lines of its log that tell of something wrong. */
    String complaints() throws IOException {
        if (!Files.exists(log())) {
            return "";
        }
        try (Stream<String> lines = Files.lines(log())) {
            List<String> wrong = lines.filter(line -> line.contains("ERROR") || line.contains("Exception"))
                    .toList();
            return String.join("\n", wrong.subList(Math.max(0, wrong.size() - 5), wrong.size()));
        }
    }
}
