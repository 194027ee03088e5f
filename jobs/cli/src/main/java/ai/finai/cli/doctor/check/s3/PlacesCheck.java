package ai.finai.cli.doctor.check.s3;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.NotLookedAtException;
import ai.finai.cli.doctor.Runbook;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A small object can be written, read and deleted wherever the job keeps something. It is called {@code finai-doctor-} and a
 * random id, and is gone afterwards.
 */
public final class PlacesCheck implements Check {

    private static final String WORDS = "finai doctor was here";

    private final ExaminedJob job;
    private final S3Access s3;

    public PlacesCheck(ExaminedJob job, S3Access s3) {
        this.job = job;
        this.s3 = s3;
    }

    @Override
    public void look(Findings findings) throws NotLookedAtException {
        for (Map.Entry<String, String> place : job.written().entrySet()) {
            if (S3Access.is(place.getValue())) {
                s3.require(place.getValue());
                inS3(place.getKey(), place.getValue(), findings);
            } else {
                inFolder(place.getKey(), place.getValue(), findings);
            }
        }
    }

    private void inS3(String what, String place, Findings findings) {
        String bucket = S3Access.bucket(place);
        String key = S3Access.prefix(place) + "finai-doctor-" + UUID.randomUUID();
        S3Client client = s3.client();
        Runnable write = () -> client.putObject(
                request -> s3.encryption().addTo(request.bucket(bucket).key(key)), RequestBody.fromString(WORDS));
        Runnable read = () -> read(client, bucket, key, what, place, findings);
        Runnable delete =
                () -> client.deleteObject(request -> request.bucket(bucket).key(key));
        Outcome written = tried("written", write, what, place, findings);
        try {
            if (written == Outcome.DONE) {
                tried("read", read, what, place, findings);
            }
        } finally {
            if (written != Outcome.REFUSED) {
                tried("deleted", delete, what, place, findings);
            }
        }
    }

    private void read(S3Client client, String bucket, String key, String what, String place, Findings findings) {
        String read = client.getObjectAsBytes(
                        request -> s3.encryption().addTo(request.bucket(bucket).key(key)))
                .asUtf8String();
        if (!read.equals(WORDS)) {
            findings.stops(
                    place,
                    what + ": what was written is read as something else",
                    "ask who runs it",
                    Runbook.CHECKPOINT_FAILING);
        }
    }

    private enum Outcome {
        DONE,
        REFUSED,
        /** No answer came, or none that says so. */
        UNKNOWN
    }

    /** Tells what could not be done. */
    private static Outcome tried(String step, Runnable request, String what, String place, Findings findings) {
        try {
            request.run();
            return Outcome.DONE;
        } catch (S3Exception e) {
            if (e.statusCode() >= 500) {
                findings.unknown(
                        place,
                        what + ": an object could not be " + step + " (" + e.statusCode() + ' ' + code(e) + ')',
                        "look whether the server is well, and look again");
                return Outcome.UNKNOWN;
            }
            findings.stops(
                    place,
                    what + ": an object cannot be " + step + " (" + e.statusCode() + ' ' + code(e) + ')',
                    "allow s3:PutObject, s3:GetObject and s3:DeleteObject there, and the use of the bucket's key",
                    what.equals("archive") ? Runbook.RESTARTS : Runbook.CHECKPOINT_FAILING);
            return Outcome.REFUSED;
        } catch (SdkException e) {
            findings.unknown(
                    place,
                    what + ": an object could not be " + step + ": "
                            + CommandFailed.rootCause(e).getMessage(),
                    "see what was found of the bucket");
            return Outcome.UNKNOWN;
        }
    }

    static String code(S3Exception e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? ""
                : e.awsErrorDetails().errorCode();
    }

    private static void inFolder(String what, String place, Findings findings) {
        try {
            Path probe = new Path(place, "finai-doctor-" + UUID.randomUUID());
            FileSystem files = probe.getFileSystem();
            boolean made = !files.exists(new Path(place));
            try {
                files.create(probe, FileSystem.WriteMode.NO_OVERWRITE).close();
            } finally {
                files.delete(probe, false);
                if (made) {
                    files.delete(new Path(place), false);
                }
            }
            if (!files.isDistributedFS()) {
                findings.note(place, what + " is on this machine: in a cluster each process must see the same folder");
            }
        } catch (IOException | RuntimeException e) {
            findings.stops(
                    place,
                    what + ": nothing can be written there: " + e.getMessage(),
                    "make the folder, with the right for this user to write",
                    Runbook.CHECKPOINT_FAILING);
        }
    }
}
