package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * A JobManager that dies is followed by one that knows where it was, and everything for that is on S3; and a job without
 * TaskManagers waits for them.
 */
final class HighAvailability implements Rule {

    private static final String RESOURCE_WAIT = "jobmanager.adaptive-scheduler.submission.resource-wait-timeout";
    private static final Duration LONG_ENOUGH = Duration.ofDays(30);

    @Override
    public String name() {
        return "high-availability";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            Map<String, @Nullable Object> flink = job.mapping(Flink.OPTIONS);
            String type = String.valueOf(flink.get("high-availability.type"));
            if (!type.equals("kubernetes")) {
                findings.add(Finding.of(
                        this,
                        job,
                        Flink.option("high-availability.type"),
                        "high-availability.type is " + type + ": when the JobManager dies, so does the job",
                        "set it to kubernetes"));
            }
            remote(job, flink, "high-availability.storageDir", findings);
            remote(job, flink, "execution.checkpointing.dir", findings);
            remote(job, flink, "execution.checkpointing.savepoint-dir", findings);
            entropy(job, flink, findings);
            patience(job, flink, findings);
        }
        return findings;
    }

    private void remote(Manifest job, Map<String, @Nullable Object> flink, String key, List<Finding> findings) {
        String place = String.valueOf(flink.get(key));
        if (!place.startsWith("s3://")) {
            findings.add(Finding.of(
                    this,
                    job,
                    Flink.option(key),
                    key + " is " + (place.equals("null") ? "not set" : place) + ": a pod's files are gone with it",
                    "set it to a folder on S3: s3://bucket/..."));
        }
    }

    /** Without the marker in the path the options for it do nothing. */
    private void entropy(Manifest job, Map<String, @Nullable Object> flink, List<Finding> findings) {
        String marker = String.valueOf(flink.get("s3.entropy.key"));
        String checkpoints = String.valueOf(flink.get("execution.checkpointing.dir"));
        if (!checkpoints.contains(marker)) {
            findings.add(
                    Finding.of(
                            this,
                            job,
                            Flink.option("execution.checkpointing.dir"),
                            "checkpoints have no entropy in their path: S3 slows down what lies below one prefix",
                            "set s3.entropy.key to _entropy_ and put that into the path: s3://bucket/_entropy_/job/checkpoints"));
        }
    }

    /** The adaptive scheduler ends a job as failed, past any restart strategy, when it has waited so long for TaskManagers. */
    private void patience(Manifest job, Map<String, @Nullable Object> flink, List<Finding> findings) {
        Object wait = flink.get(RESOURCE_WAIT);
        if ("adaptive".equalsIgnoreCase(String.valueOf(flink.get("jobmanager.scheduler")))
                && (wait == null || isShort(String.valueOf(wait)))) {
            findings.add(Finding.of(
                    this,
                    job,
                    Flink.option(RESOURCE_WAIT),
                    RESOURCE_WAIT + " is " + (wait == null ? "not set, so 5 min" : wait)
                            + ": without TaskManagers for so long the job is over, and nothing starts it again",
                    "set it to years: 3650d"));
        }
    }

    private static boolean isShort(String duration) {
        try {
            return TimeUtils.parseDuration(duration).compareTo(LONG_ENOUGH) < 0;
        } catch (IllegalArgumentException e) {
            return false; // known-flink-keys says so
        }
    }
}
