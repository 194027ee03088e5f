package ai.finai.cli;

import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.jobs.Prerequisites;
import ai.finai.jobs.archive.ArchiveConfig;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.local.JobFailedException;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.local.LocalJob;
import ai.finai.jobs.market.KafkaAndS3MarketPorts;
import ai.finai.jobs.market.MarketConfig;
import ai.finai.jobs.market.MarketJob;
import ai.finai.operators.intake.EventWatermarks;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Runs a job against your own Kafka and S3.",
        synopsisSubcommandLabel = "JOB",
        subcommands = {RunCommand.Aml.class, RunCommand.Market.class})
final class RunCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "aml",
            sortOptions = false,
            description = {
                "Runs the AML job in one JVM, against the Kafka and S3 of its configuration file: the graph and the"
                        + " configuration are those that a cluster runs.",
                "",
                "Checkpoints, state and S3 are Flink's configuration: a config.yaml in --flink-config, options with -D, or"
                        + " the usual AWS variables. Checkpoints and savepoints go beside the archive, unless"
                        + " execution.checkpointing.dir and .savepoint-dir say otherwise.",
                "Ctrl-C stops the job with a savepoint and prints its place; --from-savepoint goes on from there, with"
                        + " another release, configuration or parallelism (parallelism.default; a subtask a core if it is not"
                        + " set). A second Ctrl-C ends it at once: the next start then goes on from that savepoint if it has"
                        + " a _metadata, else from the newest checkpoint that has one."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  finai run aml --config aml.yaml",
                "  finai run aml --config aml.yaml -D parallelism.default=4 -D execution.checkpointing.interval=30s",
                "  finai run aml --config aml.yaml --flink-config conf \\",
                "      --from-savepoint s3://bucket/savepoints/savepoint-1a2b3c"
            })
    static final class Aml extends Job {

        @Override
        Definition read(Path config) throws IOException {
            AmlConfig aml = AmlConfig.load(config);
            return new Definition(
                    aml.job().name(),
                    aml.kafka(),
                    aml.watermarks(),
                    aml.archive(),
                    env -> AmlJob.define(env, aml, new KafkaAndS3Ports(aml)));
        }
    }

    @Command(
            name = "market",
            sortOptions = false,
            description = {
                "Runs the market job in one JVM, against the Kafka and S3 of its configuration file: the graph and the"
                        + " configuration are those that a cluster runs.",
                "",
                "Checkpoints, state and S3 are Flink's configuration: a config.yaml in --flink-config, options with -D, or"
                        + " the usual AWS variables. Checkpoints and savepoints go beside the archive, unless"
                        + " execution.checkpointing.dir and .savepoint-dir say otherwise.",
                "Ctrl-C stops the job with a savepoint and prints its place; --from-savepoint goes on from there, with"
                        + " another release, configuration or parallelism (parallelism.default; a subtask a core if it is not"
                        + " set). A second Ctrl-C ends it at once: the next start then goes on from that savepoint if it has"
                        + " a _metadata, else from the newest checkpoint that has one."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  finai run market --config market.yaml",
                "  finai run market --config market.yaml -D parallelism.default=4 -D execution.checkpointing.interval=30s",
                "  finai run market --config market.yaml --flink-config conf \\",
                "      --from-savepoint s3://bucket/savepoints/savepoint-1a2b3c"
            })
    static final class Market extends Job {

        @Override
        Definition read(Path config) throws IOException {
            MarketConfig market = MarketConfig.load(config);
            return new Definition(
                    market.job(),
                    market.kafka(),
                    market.watermarks(),
                    market.archive(),
                    env -> MarketJob.define(env, market, new KafkaAndS3MarketPorts(market)));
        }
    }

    /** What a configuration file comes to. */
    record Definition(
            String name,
            KafkaConfig kafka,
            EventWatermarks.Config watermarks,
            ArchiveConfig archive,
            Consumer<StreamExecutionEnvironment> graph) {}

    abstract static class Job implements Callable<Integer> {

        private static final Duration LOOK = Duration.ofMillis(500);

        @Spec
        private CommandSpec spec;

        @Option(names = "--config", paramLabel = "FILE", required = true, description = "The job's configuration file.")
        private Path config;

        @Option(
                names = "--from-savepoint",
                paramLabel = "PLACE",
                description =
                        "The savepoint or checkpoint to go on from. Default: a new start, at the committed offsets.")
        private @Nullable String fromSavepoint;

        @Option(
                names = "--flink-port",
                paramLabel = "PORT",
                defaultValue = "8081",
                description =
                        "Where Flink's web interface listens, on 127.0.0.1. Default: ${DEFAULT-VALUE}; 0: any free port.")
        private int flinkPort;

        @Option(
                names = "--s3-file-system",
                paramLabel = "hadoop|native",
                defaultValue = "hadoop",
                description = "Which of Flink's S3 file systems; the native one is experimental. Default: hadoop.")
        private S3FileSystem fileSystem;

        @Mixin
        private FlinkOptions flinkOptions;

        @Override
        public Integer call() throws IOException, InterruptedException {
            Configuration flink = flinkOptions.over(new Configuration());
            Definition job = definition(flink);
            SnapshotPlaces.besideArchive(flink, job.archive().location());
            say("checkpoints: " + flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY) + ", savepoints: "
                    + flink.get(CheckpointingOptions.SAVEPOINT_DIRECTORY));
            CountDownLatch end = new CountDownLatch(1);
            try (Interrupts interrupts = Interrupts.opening(end)) {
                try (LocalCluster cluster = cluster(flink)) {
                    Prerequisites.check(job.kafka(), job.watermarks(), job.archive(), flink);
                    LocalJob running = cluster.submit(job.name(), job.graph(), new Configuration(), fromSavepoint);
                    say("starting; Flink's web interface: " + cluster.webInterface() + ", log: "
                            + System.getProperty("finai.log", "none"));
                    supervise(running, end);
                    return ExitCode.OK;
                }
            } catch (IllegalArgumentException e) { // Flink's configuration
                throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
            } catch (IOException e) {
                throw CommandFailed.missing(String.valueOf(e.getMessage()), e);
            } catch (JobFailedException e) {
                throw CommandFailed.failed(String.valueOf(e.getMessage()), e);
            }
        }

        /** Until the job ends by itself, or the latch opens: then stops it with a savepoint, if it has ever run. */
        private void supervise(LocalJob job, CountDownLatch end) throws JobFailedException, InterruptedException {
            boolean running = false;
            boolean everRan = false;
            long failedAt = 0;
            while (!end.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (job.status().isGloballyTerminalState()) {
                    job.awaitEnd(); // throws its cause, if it failed
                    say("the job was ended from outside");
                    return;
                }
                LocalJob.Failure failure = job.lastFailure().orElse(null);
                if (failure != null && failure.at() != failedAt) {
                    failedAt = failure.at();
                    running = false;
                    say("failed, and starts again from its last checkpoint: " + failure.firstCause());
                } else if (!running && job.allTasksRunning()) {
                    say(everRan ? "running again" : "running; Ctrl-C stops it with a savepoint");
                    running = true;
                    everRan = true;
                }
            }
            if (!everRan) {
                job.cancel();
                say("ended before all of it ran: there is no savepoint");
                return;
            }
            say("stopping with a savepoint ...");
            String savepoint = job.stopWithSavepoint(false);
            say("savepoint: " + savepoint);
            say("go on with: --from-savepoint " + savepoint);
        }

        abstract Definition read(Path file) throws IOException;

        private Definition definition(Configuration flink) {
            try {
                // The file may name others on S3.
                fileSystem.initialise(flink, Shipped.fileSystemPlugins());
            } catch (IOException e) {
                throw CommandFailed.missing(String.valueOf(e.getMessage()), e);
            }
            try {
                return read(config);
            } catch (FileSystemException e) { // it may be one that the configuration names
                throw CommandFailed.usage(FileProblems.reading(String.valueOf(e.getFile()), e), e);
            } catch (IOException e) {
                throw CommandFailed.usage(FileProblems.reading(config, e), e);
            }
        }

        private LocalCluster cluster(Configuration flink) throws IOException, InterruptedException {
            try {
                return LocalCluster.start(
                        flink,
                        flink.get(CoreOptions.DEFAULT_PARALLELISM),
                        flinkPort,
                        fileSystem,
                        Shipped.fileSystemPlugins());
            } catch (BindException e) {
                throw CommandFailed.missing(e.getMessage() + "; choose another with --flink-port", e);
            }
        }

        private void say(String text) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(text);
            out.flush();
        }
    }
}
