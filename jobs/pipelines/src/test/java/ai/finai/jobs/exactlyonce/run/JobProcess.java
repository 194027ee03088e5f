package ai.finai.jobs.exactlyonce.run;

import ai.finai.jobs.archive.ArchiveConfig;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.fixture.JavaCommand;
import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.local.LocalJob;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The job in a JVM of its own, with nothing around its ports, as {@code finai run} runs it: for tests that kill it.
 * Ends when its standard input does; the line {@code stop} there ends it in order, with everything drained.
 */
public final class JobProcess {

    private static final long PATIENCE_SECONDS = 180;

    private JobProcess() {}

    /** @param arguments class of the job, its name, its configuration file, Flink's as key=value lines, parallelism, S3 file system, snapshot */
    public static void main(String[] arguments) throws Exception {
        Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        ProductionJob production = (ProductionJob) constructor.newInstance();
        Path configuration = Path.of(arguments[2]);
        Configuration flink = new Configuration();
        for (String line : Files.readAllLines(Path.of(arguments[3]))) {
            int equals = line.indexOf('=');
            flink.setString(line.substring(0, equals), line.substring(equals + 1));
        }
        flink.set(CoreOptions.DEFAULT_PARALLELISM, Integer.parseInt(arguments[4]));
        Path plugins = Path.of(System.getProperty("finai.root"), "jobs", "pipelines", "target", "plugins");
        LocalCluster cluster = LocalCluster.start(flink, 8, 0, S3FileSystem.valueOf(arguments[5]), plugins);
        LocalJob job = cluster.submit(
                arguments[1],
                env -> {
                    try {
                        production.define(env, configuration);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                new Configuration(),
                arguments.length > 6 ? arguments[6] : null);
        Scenario.await("all tasks run", job::allTasksRunning);
        // On a line of its own, whatever a log line before it ended with.
        System.out.println("\nRUNNING " + job.id());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if ("stop".equals(commands.readLine())) {
            job.stopWithSavepoint(true);
            cluster.close();
            System.exit(0);
        }
        Runtime.getRuntime().halt(1);
    }

    static Path folder() {
        return Path.of(System.getProperty("finai.root"), "jobs", "pipelines", "target", "exactly-once");
    }

    static Handle start(DisturbedJob job, int parallelism, @Nullable String snapshot) throws Exception {
        Scenario scenario = job.scenario();
        String name = scenario.id();
        Path folder = Files.createDirectories(folder());
        Path config = Files.writeString(folder.resolve(name + ".yaml"), job.configuration());
        List<String> lines = new ArrayList<>();
        scenario.flink().toMap().forEach((key, value) -> lines.add(key + '=' + value));
        Path flink = Files.write(folder.resolve(name + ".flink"), lines);
        List<String> command = JavaCommand.of("700m", System.getProperty("java.class.path"));
        command.addAll(List.of(
                "-Dfinai.root=" + System.getProperty("finai.root"),
                JobProcess.class.getName(),
                job.production().getName(),
                name,
                config.toString(),
                flink.toString(),
                Integer.toString(parallelism),
                scenario.fileSystem().name()));
        if (snapshot != null) {
            command.add(snapshot);
        }
        Path log = folder.resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("RUNNING ")) {
                drain(out);
                String checkpoints = scenario.flink().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
                return new Handle(
                        process,
                        new org.apache.flink.core.fs.Path(checkpoints, line.substring("RUNNING ".length())),
                        log);
            }
            Files.writeString(log, line + '\n', java.nio.file.StandardOpenOption.APPEND);
        }
        throw new IOException("the job's JVM ended: " + log);
    }

    private static void drain(BufferedReader out) {
        Thread thread = new Thread(() -> out.lines().forEach(line -> {}), "output of the job's JVM");
        thread.setDaemon(true);
        thread.start();
    }

    /** What both jobs' configuration files have. */
    public static String configuration(Scenario scenario, ArchiveConfig archive, String topics) {
        KafkaConfig kafka = scenario.kafka();
        return """
                job:
                  name: %s
                kafka:
                  bootstrapServers: "%s"
                  groupId: %s
                  topics: {%s}
                archive:
                  location: %s
                  compaction: {checkpoints: %d, fileBytes: %d}
                """.formatted(
                        scenario.id(),
                        kafka.bootstrapServers(),
                        kafka.groupId(),
                        topics,
                        archive.location(),
                        archive.compaction().checkpoints(),
                        archive.compaction().fileBytes());
    }

    /** A job's JVM. */
    record Handle(Process process, org.apache.flink.core.fs.Path checkpoints, Path log) {

        /** The number of the latest checkpoint that is whole; 0 where there is none. */
        long latestCheckpoint() throws IOException {
            FileSystem fileSystem = checkpoints.getFileSystem();
            long latest = 0;
            try {
                for (FileStatus file : fileSystem.listStatus(checkpoints)) {
                    String name = file.getPath().getName();
                    if (name.startsWith("chk-")
                            && fileSystem.exists(new org.apache.flink.core.fs.Path(file.getPath(), "_metadata"))) {
                        latest = Math.max(latest, Long.parseLong(name.substring("chk-".length())));
                    }
                }
            } catch (FileNotFoundException e) {
                return 0;
            }
            return latest;
        }

        String checkpoint(long number) {
            return checkpoints + "/chk-" + number;
        }

        /** SIGKILL. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        void stop() throws Exception {
            process.getOutputStream().write("stop\n".getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the job does not stop: " + log);
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("the job's JVM ended with " + process.exitValue() + ": " + log);
            }
        }
    }
}
