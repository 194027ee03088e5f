package ai.finai.cli.doctor.check.s3;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Each bucket can be reached with these keys, and its clock is ours. How it is kept, {@link BucketSettings} looks at. */
public final class BucketsCheck implements Check {

    /** S3 refuses requests whose time is further off. */
    private static final Duration REFUSED = Duration.ofMinutes(15);

    private static final Duration SUSPICIOUS = Duration.ofMinutes(1);

    private final ExaminedJob job;
    private final S3Access s3;
    private final Clock clock;

    public BucketsCheck(ExaminedJob job, S3Access s3) {
        this(job, s3, Clock.systemUTC());
    }

    BucketsCheck(ExaminedJob job, S3Access s3, Clock clock) {
        this.job = job;
        this.s3 = s3;
        this.clock = clock;
    }

    @Override
    public void look(Findings findings) {
        TreeSet<String> buckets = new TreeSet<>();
        job.places().values().stream()
                .filter(S3Access::is)
                .map(S3Access::bucket)
                .forEach(buckets::add);
        for (String bucket : buckets) {
            if (reached(bucket, findings)) {
                new BucketSettings(job, s3, bucket).look(findings);
            }
        }
    }

    private boolean reached(String bucket, Findings findings) {
        String place = "bucket " + bucket + " at " + s3.endpoint();
        try {
            clock(place, s3.reach(bucket), findings);
            return true;
        } catch (S3Exception e) {
            S3Refusal refusal = S3Refusal.of(e, s3.region());
            findings.stops(place, refusal.what(), refusal.mend(), Runbook.CHECKPOINT_FAILING);
        } catch (SdkClientException e) {
            unreachable(place, e, findings);
        }
        return false;
    }

    private static void unreachable(String place, SdkClientException e, Findings findings) {
        Throwable root = CommandFailed.rootCause(e);
        String why = String.valueOf(root.getMessage());
        if (root instanceof ConnectException) {
            findings.stops(
                    place,
                    "nobody listens at the endpoint",
                    "start the server, or set s3.endpoint (--s3-endpoint, AWS_ENDPOINT_URL)",
                    Runbook.CHECKPOINT_FAILING);
        } else if (root instanceof UnknownHostException) {
            findings.stops(
                    place,
                    "there is no host " + why + " as seen from here",
                    "check s3.endpoint; a bucket in the host name needs s3.path.style.access: true where the server has"
                            + " no such names",
                    Runbook.CHECKPOINT_FAILING);
        } else if (String.valueOf(e.getMessage()).contains("Unable to load credentials")) {
            findings.stops(
                    place,
                    "there are no keys for it here",
                    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role",
                    Runbook.CHECKPOINT_FAILING);
        } else {
            findings.stops(
                    place,
                    "does not answer: " + e.getMessage(),
                    "check the endpoint, and the network on the way",
                    Runbook.CHECKPOINT_FAILING);
        }
    }

    private void clock(String place, AwsResponse response, Findings findings) {
        Instant now = clock.instant();
        String date = response.sdkHttpResponse().firstMatchingHeader("Date").orElse("");
        Duration off;
        try {
            off = Duration.between(
                            now,
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant())
                    .abs();
        } catch (DateTimeException e) {
            return; // some servers say none
        }
        if (off.compareTo(SUSPICIOUS) > 0) {
            String what = "its clock and this machine's are " + off.toSeconds() + " s apart";
            String mend = "let both keep time (chrony, systemd-timesyncd)";
            if (off.compareTo(REFUSED) > 0) {
                findings.stops(place, what + ": S3 refuses requests from 15 min on", mend, Runbook.CHECKPOINT_FAILING);
            } else {
                findings.risk(place, what + ": S3 refuses requests from 15 min on", mend, Runbook.CHECKPOINT_FAILING);
            }
        }
    }
}
