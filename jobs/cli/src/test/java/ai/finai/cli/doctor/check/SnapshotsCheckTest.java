package ai.finai.cli.doctor.check;

import static ai.finai.cli.doctor.check.Jobs.found;
import static ai.finai.cli.doctor.check.Jobs.of;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Finding;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Severity;
import ai.finai.cli.doctor.check.s3.S3Access;
import ai.finai.events.Alert;
import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.AmlPorts;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import ai.finai.state.reading.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With savepoints that jobs of a release left. */
class SnapshotsCheckTest {

    private static final Path CORPUS = Path.of(
            Objects.requireNonNull(System.getProperty("finai.root")), "state/src/test/resources/savepoints/0.1.0");

    @TempDir
    private Path folder;

    @Test
    void aJobGoesOnFromItsOwnSavepoint() throws Exception {
        copy("aml/native", "savepoint-1", Instant.now());
        List<Finding> found = found(check(job()));
        assertThat(of(Severity.STOPS, found)).isEmpty();
        assertThat(of(Severity.RISK, found)).isEmpty();
        assertThat(of(Severity.NOTE, found)).anyMatch(note -> note.contains("the newest snapshot: a savepoint of"));
    }

    @Test
    void anotherJobsSnapshotIsNone() throws Exception {
        copy("market/native", "savepoint-1", Instant.now());
        assertThat(of(Severity.NOTE, found(check(job()))))
                .anyMatch(note -> note.contains("1 snapshot there is of other jobs"))
                .anyMatch(note -> note.contains("it would start anew"));
    }

    @Test
    void moreSubtasksThanThereCanBeStopTheJob() throws Exception {
        assertThat(of(Severity.STOPS, found(check(job("parallelism.default", "721")))))
                .singleElement()
                .asString()
                .contains("721 is above the max parallelism, 720");
    }

    @Test
    void anotherMaxParallelismStopsTheJob() throws Exception {
        copy("aml/native", "savepoint-1", Instant.now());
        assertThat(of(Severity.STOPS, found(check(job("pipeline.max-parallelism", "64")))))
                .anyMatch(stop -> stop.contains("and the job would start with 64"));
    }

    @Test
    void aDamagedSnapshotAnOldCheckpointAndLeftoversAreFound() throws Exception {
        copy("aml/native", "chk-7", Instant.now().minus(3, ChronoUnit.HOURS));
        Path damaged = Files.createDirectories(folder.resolve("chk-8"));
        Files.writeString(damaged.resolve("_metadata"), "no metadata");
        for (int i = 10; i < 14; i++) {
            Files.createDirectories(folder.resolve("chk-" + i));
        }
        assertThat(of(Severity.RISK, found(check(job()))))
                .hasSize(3)
                .anyMatch(risk -> risk.contains("chk-8: cannot be read"))
                .anyMatch(risk -> risk.contains("4 folders of snapshots were never completed"))
                .anyMatch(risk -> risk.contains("the last checkpoint is 3 h 0 min old"));
    }

    @Test
    void savepointsThatCameToAnEndAreFound() throws Exception {
        copy("aml/native", "savepoint-1", Instant.now().minus(3, ChronoUnit.DAYS));
        String interval = "kubernetes.operator.periodic.savepoint.interval";
        assertThat(of(Severity.RISK, found(check(job(interval, "24h")))))
                .singleElement()
                .asString()
                .contains("the newest savepoint is 3 days old, and one is to come every 1 day");
        assertThat(of(Severity.RISK, found(check(job(interval, "48h"))))).isEmpty();
    }

    @Test
    void stateThatTheJobHasNoOperatorForStopsIt() throws Exception {
        copy("aml/native", "savepoint-1", Instant.now());
        AmlConfig config = AmlConfig.shipped();
        Findings findings = new Findings("test", "aml");
        // A job in which the archive is left out, and an operator is new.
        new StateAgainstGraph(
                        env -> {
                            AmlJob.define(env, config, new WithoutArchive(new KafkaAndS3Ports(config)));
                            env.fromData(1).uid("new-operator").print().uid("new-sink");
                        },
                        job().flink())
                .compare(Snapshot.at(folder.resolve("savepoint-1").toUri().toString()), findings);
        List<Finding> found = findings.soFar();
        assertThat(of(Severity.STOPS, found))
                .isNotEmpty()
                .allMatch(stop -> stop.contains("bytes of state of the operator") && stop.contains("-table"));
        assertThat(of(Severity.RISK, found)).singleElement().asString().contains("new-operator");
    }

    /** Of folders: nothing of S3 is asked. */
    private static SnapshotsCheck check(ExaminedJob job) {
        return new SnapshotsCheck(job, new S3Access(job.flink(), Duration.ofSeconds(1)));
    }

    private ExaminedJob job(String... more) {
        String place = folder.toUri().toString();
        String[] options = Stream.concat(
                        Stream.of("execution.checkpointing.dir", place, "execution.checkpointing.interval", "10s"),
                        Stream.of(more))
                .toArray(String[]::new);
        return Jobs.aml("saved-aml-0-1-0", place, options);
    }

    private void copy(String of, String name, Instant completed) throws IOException {
        Path to = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> files = Files.list(CORPUS.resolve(of))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        Files.setLastModifiedTime(to.resolve("_metadata"), FileTime.from(completed));
    }

    /** All but the archive. */
    private record WithoutArchive(AmlPorts ports) implements AmlPorts {

        @Override
        public DataStream<Received<Transaction>> transactions(StreamExecutionEnvironment env) {
            return ports.transactions(env);
        }

        @Override
        public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
            return ports.control(env);
        }

        @Override
        public void publish(WatchAccounts watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts) {
            ports.publish(watched, rejected, conflicts);
        }

        @Override
        public void archive(
                DataStream<Transaction> accepted, DataStream<WatchedPosting> postings, DataStream<Alert> alerts) {}
    }
}
