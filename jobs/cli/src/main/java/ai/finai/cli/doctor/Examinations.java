package ai.finai.cli.doctor;

import ai.finai.cli.doctor.Doctor.Examination;
import ai.finai.cli.doctor.check.ClusterCheck;
import ai.finai.cli.doctor.check.MachineCheck;
import ai.finai.cli.doctor.check.ManifestsCheck;
import ai.finai.cli.doctor.check.ModelsCheck;
import ai.finai.cli.doctor.check.SnapshotsCheck;
import ai.finai.cli.doctor.check.kafka.Brokers;
import ai.finai.cli.doctor.check.kafka.KafkaCheck;
import ai.finai.cli.doctor.check.kafka.RightsCheck;
import ai.finai.cli.doctor.check.kafka.TopicsCheck;
import ai.finai.cli.doctor.check.kafka.TransactionsCheck;
import ai.finai.cli.doctor.check.s3.BucketsCheck;
import ai.finai.cli.doctor.check.s3.PlacesCheck;
import ai.finai.cli.doctor.check.s3.S3Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is looked at.
 *
 * @param all of all jobs, in the order of src/docs/operation.md
 * @param connections that they share
 */
record Examinations(List<Examination> all, List<AutoCloseable> connections) implements AutoCloseable {

    /** @param timeout of all of them together */
    static Examinations of(List<ExaminedJob> jobs, ClusterOptions cluster, Needs needs, Duration timeout) {
        List<Examination> all = new ArrayList<>();
        List<AutoCloseable> connections = new ArrayList<>();
        for (ExaminedJob job : jobs) {
            Brokers brokers = new Brokers(job.kafka(), timeout.multipliedBy(8).dividedBy(10));
            S3Access s3 = new S3Access(job.flink(), timeout.multipliedBy(6).dividedBy(10));
            connections.add(brokers);
            connections.add(s3);
            String name = job.kind().code();
            all.add(new Examination(JobConfiguration.NAME, name, job.graph()));
            all.add(new Examination("kafka", name, new KafkaCheck(brokers)));
            all.add(new Examination("topics", name, new TopicsCheck(job, brokers, needs.replay())));
            all.add(new Examination("transactions", name, new TransactionsCheck(job, jobs, brokers, needs.outage())));
            all.add(new Examination("rights", name, new RightsCheck(job, brokers)));
            all.add(new Examination("buckets", name, new BucketsCheck(job, s3)));
            all.add(new Examination("places", name, new PlacesCheck(job, s3)));
            all.add(new Examination("snapshots", name, new SnapshotsCheck(job, s3)));
            all.add(new Examination("models", name, new ModelsCheck(job, brokers)));
        }
        cluster.overlay().ifPresent(overlay -> all.add(new Examination("manifests", "", new ManifestsCheck(overlay))));
        if (cluster.isGiven()) {
            all.add(new Examination(
                    "cluster",
                    "",
                    new ClusterCheck(cluster.kubectl(), cluster.overlay().orElse(null))));
        }
        all.add(new Examination("machine", "", new MachineCheck(jobs)));
        return new Examinations(all, connections);
    }

    @Override
    public void close() {
        for (AutoCloseable connection : connections) {
            try {
                connection.close();
            } catch (Exception e) {
                // What was found is found.
            }
        }
    }
}
