package ai.finai.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class EmbeddedS3Test {

    private static final String BUCKET = "finai";

    @TempDir
    Path dir;

    private EmbeddedS3 s3;

    @BeforeEach
    void start() throws Exception {
        // As a user types it.
        Path relative = Path.of("").toAbsolutePath().relativize(dir);
        s3 = EmbeddedS3.start(relative, 0, DataOnClose.DROP, List.of(BUCKET, "other"));
    }

    @AfterEach
    void close() throws Exception {
        s3.close();
        assertThat(dir.resolve("data")).doesNotExist();
    }

    @Test
    void objectsArePutListedReadAndSurviveAKill() throws Exception {
        try (S3Client client = client("finai-secret", 0)) {
            client.putObject(b -> b.bucket(BUCKET).key("a/b.txt"), RequestBody.fromString("hello"));
            client.putObject(b -> b.bucket("other").key("x"), RequestBody.fromString("elsewhere"));
        }
        s3.kill();
        s3.restart();
        // A client of its own: the former one's connections went with the killed server.
        try (S3Client client = client("finai-secret", 0)) {
            assertThat(client.listObjectsV2(b -> b.bucket(BUCKET)).contents())
                    .extracting(S3Object::key)
                    .containsExactly("a/b.txt");
            assertThat(client.getObjectAsBytes(b -> b.bucket(BUCKET).key("a/b.txt"))
                            .asUtf8String())
                    .isEqualTo("hello");
        }
    }

    @Test
    void anObjectOfSeveralPartsIsThereOnceItIsCompleted() {
        byte[] part = new byte[5 * 1024 * 1024];
        new Random(1).nextBytes(part);
        try (S3Client client = client("finai-secret", 0)) {
            String upload = client.createMultipartUpload(b -> b.bucket(BUCKET).key("big"))
                    .uploadId();
            String first = client.uploadPart(
                            b -> b.bucket(BUCKET).key("big").uploadId(upload).partNumber(1),
                            RequestBody.fromBytes(part))
                    .eTag();
            String second = client.uploadPart(
                            b -> b.bucket(BUCKET).key("big").uploadId(upload).partNumber(2),
                            RequestBody.fromString("end"))
                    .eTag();
            assertThat(client.listObjectsV2(b -> b.bucket(BUCKET)).contents()).isEmpty();
            client.completeMultipartUpload(b -> b.bucket(BUCKET)
                    .key("big")
                    .uploadId(upload)
                    .multipartUpload(m -> m.parts(
                            CompletedPart.builder().partNumber(1).eTag(first).build(),
                            CompletedPart.builder().partNumber(2).eTag(second).build())));
            byte[] read =
                    client.getObjectAsBytes(b -> b.bucket(BUCKET).key("big")).asByteArray();
            assertThat(read).hasSize(part.length + 3).startsWith(part);
        }
    }

    @Test
    void injectedFailuresAre503AndEnd() throws Exception {
        s3.failNext(1000);
        try (S3Client client = client("finai-secret", 0)) {
            awaitFailure(client);
            s3.failNext(0);
            try (S3Client patient = client("finai-secret", 5)) {
                patient.putObject(b -> b.bucket(BUCKET).key("k"), RequestBody.fromString("v"));
            }
        }
    }

    @Test
    void aRefusedNameIsNotWrittenWhileOthersAre() throws Exception {
        s3.refuse("secret/");
        try (S3Client client = client("finai-secret", 0)) {
            awaitRefusal(client);
            client.putObject(b -> b.bucket(BUCKET).key("open/a"), RequestBody.fromString("v"));
            s3.refuse("");
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (isRefused(client)) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }
    }

    private static void awaitRefusal(S3Client client) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isRefused(client)) {
            assertThat(System.nanoTime()).as("nothing is refused").isLessThan(deadline);
        }
    }

    private static boolean isRefused(S3Client client) {
        try {
            client.putObject(b -> b.bucket(BUCKET).key("secret/a"), RequestBody.fromString("v"));
            return false;
        } catch (S3Exception e) {
            assertThat(e.statusCode()).isEqualTo(403);
            return true;
        }
    }

    /** The command travels by pipe, so a first request may overtake it. */
    private static void awaitFailure(S3Client client) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                client.listObjectsV2(b -> b.bucket(BUCKET));
            } catch (S3Exception e) {
                assertThat(e.statusCode()).isEqualTo(503);
                return;
            }
        }
        throw new AssertionError("no request failed");
    }

    @Test
    void aWrongSecretIsRefused() {
        try (S3Client client = client("guessed", 0)) {
            assertThatThrownBy(() -> client.listObjectsV2(b -> b.bucket(BUCKET)))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedS3.start(dir, other.getLocalPort(), DataOnClose.DROP, List.of()))
                    .hasMessage("S3: port " + other.getLocalPort() + " on 127.0.0.1 is taken by another process");
        }
    }

    private S3Client client(String secret, int retries) {
        return S3Client.builder()
                .endpointOverride(s3.endpoint())
                .region(Region.of(EmbeddedS3.REGION))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(EmbeddedS3.ACCESS_KEY, secret)))
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(retries + 1)))
                .build();
    }
}
