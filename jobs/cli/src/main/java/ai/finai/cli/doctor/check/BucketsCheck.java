package ai.finai.cli.doctor.check;

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
import java.util.Map;
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
            Refusal refusal = Refusal.of(e);
            findings.stops(place, refusal.what(), refusal.mend(), Runbook.CHECKPOINT_FAILING);
        } catch (SdkClientException e) {
            unreachable(place, e, findings);
        }
        return false;
    }

    /** What S3 says when it refuses, for people. */
    private record Refusal(String what, String mend) {

        private static final Map<String, Refusal> KNOWN = Map.of(
                "NoSuchBucket", new Refusal("there is no such bucket", "make it, or mend the name"),
                "InvalidAccessKeyId",
                        new Refusal("does not know this access key", "set AWS_ACCESS_KEY_ID to one that is there"),
                "SignatureDoesNotMatch",
                        new Refusal(
                                "the secret key is not that of the access key",
                                "set AWS_SECRET_ACCESS_KEY, without blanks at its ends"),
                "RequestTimeTooSkewed",
                        new Refusal(
                                "this machine's clock is more than 15 min off: every request is refused",
                                "let it keep time (chrony, systemd-timesyncd)"),
                "PermanentRedirect", new Refusal("is in another region", "set AWS_REGION, or s3.endpoint.region"),
                "AuthorizationHeaderMalformed",
                        new Refusal("is in another region", "set AWS_REGION, or s3.endpoint.region"));

        static Refusal of(S3Exception e) {
            Refusal known = KNOWN.get(PlacesCheck.code(e));
            if (known != null) {
                return known;
            }
            return e.statusCode() == 403
                    ? new Refusal(
                            "these keys may not list it (" + PlacesCheck.code(e) + ')', "allow s3:ListBucket on it")
                    : new Refusal(
                            "answers " + e.statusCode() + ' ' + PlacesCheck.code(e),
                            "look whether the server is well, and look again");
        }
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
