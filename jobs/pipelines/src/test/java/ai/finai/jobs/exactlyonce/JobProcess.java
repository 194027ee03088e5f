package ai.finai.jobs.exactlyonce;

import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.jobs.fixture.JavaCommand;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.local.LocalJob;
import ai.finai.patterns.oracle.RandomPayments;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
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
 * The job in a JVM of its own, with nothing around its ports, as {@code finai run aml} runs it: for tests that kill it.
 * Ends when its standard input does; the line {@code stop} there ends it in order, with everything drained.
 */
final class JobProcess {

    private static final long PATIENCE_SECONDS = 180;

    private JobProcess() {}

    /** @param arguments FinAI's configuration file, Flink's as key=value lines, parallelism, S3 file system, snapshot */
    public static void main(String[] arguments) throws Exception {
        AmlConfig config = AmlConfig.of(
                AmlConfigFile.read(Path.of(arguments[0])),
                RandomPayments.BOOK,
                PaymentStream.rates(),
                AmlScenario.scoring(RandomPayments.BOOK));
        Configuration flink = new Configuration();
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            int equals = line.indexOf('=');
            flink.setString(line.substring(0, equals), line.substring(equals + 1));
        }
        flink.set(CoreOptions.DEFAULT_PARALLELISM, Integer.parseInt(arguments[2]));
        Path plugins = Path.of(System.getProperty("finai.root"), "jobs", "pipelines", "target", "plugins");
        LocalCluster cluster = LocalCluster.start(flink, 8, 0, S3FileSystem.valueOf(arguments[3]), plugins);
        LocalJob job = cluster.submit(
                config.job().name(),
                env -> AmlJob.define(env, config, new KafkaAndS3Ports(config)),
                new Configuration(),
                arguments.length > 4 ? arguments[4] : null);
        AmlScenario.await("all tasks run", job::allTasksRunning);
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

    static Handle start(AmlScenario aml, int parallelism, S3FileSystem fileSystem, @Nullable String snapshot)
            throws Exception {
        Path folder = Files.createDirectories(
                Path.of(System.getProperty("finai.root"), "jobs", "pipelines", "target", "exactly-once"));
        String name = aml.config().job().name();
        Path config = Files.writeString(folder.resolve(name + ".yaml"), yaml(aml.config()));
        List<String> lines = new ArrayList<>();
        aml.flink().toMap().forEach((key, value) -> lines.add(key + '=' + value));
        Path flink = Files.write(folder.resolve(name + ".flink"), lines);
        List<String> command = JavaCommand.of("700m", System.getProperty("java.class.path"));
        command.addAll(List.of(
                "-Dfinai.root=" + System.getProperty("finai.root"),
                JobProcess.class.getName(),
                config.toString(),
                flink.toString(),
                Integer.toString(parallelism),
                fileSystem.name()));
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
                return new Handle(process, line.substring("RUNNING ".length()), log);
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

    private static String yaml(AmlConfig config) {
        KafkaConfig kafka = config.kafka();
        return """
                job:
                  name: %s
                kafka:
                  bootstrapServers: "%s"
                  groupId: %s
                  topics: {transactions: %s, alerts: %s, lateEvents: %s, deadLetters: %s}
                archive:
                  location: %s
                  compaction: {checkpoints: %d, fileBytes: %d}
                """.formatted(
                        config.job().name(),
                        kafka.bootstrapServers(),
                        kafka.groupId(),
                        AmlTopics.of(kafka).transactions(),
                        kafka.topics().alerts(),
                        kafka.topics().lateEvents(),
                        kafka.topics().deadLetters(),
                        config.archive().location(),
                        config.archive().compaction().checkpoints(),
                        config.archive().compaction().fileBytes());
    }

    /** A job's JVM. */
    record Handle(Process process, String jobId, Path log) {

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

    /** The number of the latest checkpoint of a job that is whole; 0 where there is none. */
    static long latestCheckpoint(AmlScenario aml, Handle job) throws IOException {
        org.apache.flink.core.fs.Path folder = checkpoints(aml, job);
        FileSystem fileSystem = folder.getFileSystem();
        long latest = 0;
        try {
            for (FileStatus file : fileSystem.listStatus(folder)) {
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

    static String checkpoint(AmlScenario aml, Handle job, long number) {
        return checkpoints(aml, job) + "/chk-" + number;
    }

    private static org.apache.flink.core.fs.Path checkpoints(AmlScenario aml, Handle job) {
        return new org.apache.flink.core.fs.Path(
                aml.flink().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY), job.jobId());
    }
}
