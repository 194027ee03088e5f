package ai.finai.cli.doctor.check.s3;

import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;

/** How a bucket keeps what is in it: encrypted, not public, nothing deleted that is needed, nothing left over for ever. */
final class BucketSettings {

    private final ExaminedJob job;
    private final S3Access s3;
    private final String bucket;
    private final String place;
    private final List<String> notAllowed = new ArrayList<>();
    private final List<String> notKnown = new ArrayList<>();

    BucketSettings(ExaminedJob job, S3Access s3, String bucket) {
        this.job = job;
        this.s3 = s3;
        this.bucket = bucket;
        this.place = "bucket " + bucket;
    }

    void look(Findings findings) {
        encryption(findings);
        publicAccess(findings);
        lifecycle(findings);
        if (!notAllowed.isEmpty()) {
            findings.note(place, "these keys may not see its " + String.join(", ", notAllowed));
        }
        if (!notKnown.isEmpty()) {
            findings.note(place, "not known by this server: " + String.join(", ", notKnown));
        }
    }

    /**
     * @param none the server's word for a setting that was never made
     * @param unset what to do then
     * @return null where there is no answer
     */
    private <T> @Nullable T ask(String what, String none, Runnable unset, Supplier<T> request) {
        try {
            return request.get();
        } catch (S3Exception e) {
            if (PlacesCheck.code(e).equals(none)) {
                unset.run();
            } else {
                (e.statusCode() == 403 ? notAllowed : notKnown).add(what);
            }
        } catch (SdkException e) { // an answer that is none of S3's
            notKnown.add(what);
        }
        return null;
    }

    private void encryption(Findings findings) {
        S3Client client = s3.client();
        String asked = s3.encryption().algorithm();
        Runnable unset = () -> {
            if (asked == null) {
                findings.risk(
                        place,
                        "nothing in it is encrypted: it has no default encryption, and s3.encryption.algorithm is not set",
                        "set the bucket's default encryption, to SSE-KMS best, or s3.encryption.algorithm",
                        Runbook.THREATS);
            }
        };
        var answer = ask(
                "default encryption",
                "ServerSideEncryptionConfigurationNotFoundError",
                unset,
                () -> client.getBucketEncryption(request -> request.bucket(bucket)));
        if (answer == null) {
            return;
        }
        if (answer.serverSideEncryptionConfiguration() == null
                || answer.serverSideEncryptionConfiguration().rules().isEmpty()) {
            notKnown.add("default encryption");
            return;
        }
        ServerSideEncryptionByDefault rule =
                answer.serverSideEncryptionConfiguration().rules().get(0).applyServerSideEncryptionByDefault();
        findings.note(
                place,
                "encrypts with " + (rule == null ? "?" : rule.sseAlgorithmAsString())
                        + (asked == null ? "" : "; Flink asks for " + asked));
    }

    private void publicAccess(Findings findings) {
        S3Client client = s3.client();
        Runnable unset = () -> findings.risk(
                place,
                "public access to it is not blocked: one wrong policy or object is enough",
                "aws s3api put-public-access-block --bucket " + bucket + " --public-access-block-configuration"
                        + " BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
                Runbook.THREATS);
        var answer = ask(
                "block of public access",
                "NoSuchPublicAccessBlockConfiguration",
                unset,
                () -> client.getPublicAccessBlock(request -> request.bucket(bucket)));
        if (answer != null) {
            PublicAccessBlockConfiguration blocked = answer.publicAccessBlockConfiguration();
            if (blocked == null || blocked.blockPublicAcls() == null) {
                notKnown.add("block of public access");
            } else if (!Boolean.TRUE.equals(blocked.blockPublicAcls())
                    || !Boolean.TRUE.equals(blocked.ignorePublicAcls())
                    || !Boolean.TRUE.equals(blocked.blockPublicPolicy())
                    || !Boolean.TRUE.equals(blocked.restrictPublicBuckets())) {
                unset.run();
            }
        }
        var status = ask(
                "policy",
                "NoSuchBucketPolicy",
                () -> {},
                () -> client.getBucketPolicyStatus(request -> request.bucket(bucket)));
        if (status != null
                && status.policyStatus() != null
                && Boolean.TRUE.equals(status.policyStatus().isPublic())) {
            findings.stops(
                    place,
                    "its policy lets everybody in: payments and alerts are personal",
                    "remove the statement that does, and keep the others: aws s3api get-bucket-policy --bucket "
                            + bucket,
                    Runbook.THREATS);
        }
    }

    private void lifecycle(Findings findings) {
        S3Client client = s3.client();
        var versions =
                ask("versioning", "", () -> {}, () -> client.getBucketVersioning(request -> request.bucket(bucket)));
        boolean versioned = versions != null && versions.status() == BucketVersioningStatus.ENABLED;
        var answer = ask(
                "lifecycle",
                "NoSuchLifecycleConfiguration",
                () -> leftovers(List.of(), versioned, findings),
                () -> client.getBucketLifecycleConfiguration(request -> request.bucket(bucket)));
        if (answer == null) {
            return;
        }
        if (answer.rules().isEmpty()) {
            notKnown.add("lifecycle");
            return;
        }
        List<LifecycleRule> rules = answer.rules().stream()
                .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
                .toList();
        leftovers(rules, versioned, findings);
        for (Map.Entry<String, String> kept : job.places().entrySet()) {
            if (S3Access.is(kept.getValue()) && S3Access.bucket(kept.getValue()).equals(bucket)) {
                expires(kept.getKey(), S3Access.prefix(kept.getValue()), rules, findings);
            }
        }
    }

    private void leftovers(List<LifecycleRule> rules, boolean versioned, Findings findings) {
        if (rules.stream().noneMatch(rule -> rule.abortIncompleteMultipartUpload() != null)) {
            findings.risk(
                    place,
                    "no lifecycle rule ends multipart uploads that were never finished: after each failure some stay, unseen"
                            + " and paid for",
                    "add a rule that aborts incomplete multipart uploads after 7 days",
                    Runbook.STATE_GROWTH);
        }
        if (versioned && rules.stream().noneMatch(rule -> rule.noncurrentVersionExpiration() != null)) {
            findings.risk(
                    place,
                    "it keeps versions, and no lifecycle rule ends old ones: deleted checkpoints stay for ever",
                    "add a rule that expires noncurrent versions, after 7 days for example",
                    Runbook.STATE_GROWTH);
        }
    }

    private static boolean deletesByAge(LifecycleRule rule) {
        return rule.expiration() != null
                && (rule.expiration().days() != null || rule.expiration().date() != null);
    }

    /** Objects of checkpoints have no tags. */
    private static boolean isForTagged(LifecycleRule rule) {
        LifecycleRuleFilter filter = rule.filter();
        return filter != null
                && (filter.tag() != null
                        || (filter.and() != null && filter.and().hasTags()));
    }

    /** A prefix stands in one of three places: the last is of rules written before there were filters. */
    @SuppressWarnings("deprecation")
    private static String below(LifecycleRule rule) {
        LifecycleRuleFilter filter = rule.filter();
        String prefix = filter == null
                ? rule.prefix()
                : filter.and() == null ? filter.prefix() : filter.and().prefix();
        return Objects.requireNonNullElse(prefix, "");
    }

    /** Savepoints may expire; what is incremental, or found by its age to be the newest, may not. */
    private void expires(String what, String prefix, List<LifecycleRule> rules, Findings findings) {
        if (what.equals("savepoints") || what.equals("archive")) {
            return;
        }
        for (LifecycleRule rule : rules) {
            String below = below(rule);
            if (!isForTagged(rule) && deletesByAge(rule) && (prefix.startsWith(below) || below.startsWith(prefix))) {
                findings.stops(
                        place,
                        String.format(
                                Locale.ROOT,
                                "the lifecycle rule '%s' deletes objects below '%s' by their age, and %s are there: an"
                                        + " incremental checkpoint needs files as old as its state",
                                rule.id(),
                                below,
                                what),
                        "let the rule name other prefixes",
                        Runbook.CHECKPOINT_FAILING);
            }
        }
    }
}
