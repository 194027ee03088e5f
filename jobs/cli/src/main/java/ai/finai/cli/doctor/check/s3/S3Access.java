package ai.finai.cli.doctor.check.s3;

import ai.finai.cli.doctor.NotLookedAtException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** S3 as Flink's file systems are told to reach it. */
public final class S3Access implements AutoCloseable {

    private final Configuration flink;
    private final Duration patience;
    private final Map<String, Object> reached = new HashMap<>();
    private volatile @Nullable S3Client client;

    /** @param patience with an answer */
    public S3Access(Configuration flink, Duration patience) {
        this.flink = flink;
        this.patience = patience;
    }

    /** Whether a place is one of S3's. */
    static boolean is(String place) {
        return place.startsWith("s3://") || place.startsWith("s3a://");
    }

    static String bucket(String place) {
        return URI.create(place).getAuthority();
    }

    /** Names of objects below the place begin with it; empty, or with a slash at the end. */
    static String prefix(String place) {
        String path = URI.create(place).getPath().replaceAll("^/+|/+$", "");
        return path.isEmpty() ? "" : path + '/';
    }

    synchronized S3Client client() {
        if (client == null) {
            String endpoint = option("s3.endpoint");
            S3ClientBuilder builder = S3Client.builder()
                    .credentialsProvider(credentials())
                    .region(Region.of(region()))
                    .forcePathStyle(Boolean.parseBoolean(option("s3.path.style.access", "s3.path-style-access")))
                    // Servers other than AWS's do not know the newer checksums.
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .overrideConfiguration(settings -> settings.apiCallTimeout(patience)
                            .apiCallAttemptTimeout(patience.dividedBy(2))
                            .retryStrategy(retries -> retries.maxAttempts(2)));
            if (endpoint != null) {
                builder.endpointOverride(URI.create(endpoint.contains("://") ? endpoint : "https://" + endpoint));
            }
            client = builder.build();
        }
        return client;
    }

    /**
     * Whether a bucket can be used at all, asked once.
     *
     * @throws SdkException with why not
     */
    synchronized ListObjectsV2Response reach(String bucket) {
        Object answer = reached.computeIfAbsent(bucket, name -> {
            try {
                return client().listObjectsV2(request -> request.bucket(name).maxKeys(1));
            } catch (SdkException e) {
                return e;
            }
        });
        if (answer instanceof SdkException refused) {
            throw refused;
        }
        return (ListObjectsV2Response) answer;
    }

    /**
     * Sees that the bucket of a place can be used, if it is one of S3's.
     *
     * @throws NotLookedAtException if it cannot; another check says why
     */
    public void require(String place) throws NotLookedAtException {
        if (is(place)) {
            try {
                reach(bucket(place));
            } catch (SdkException e) {
                throw new NotLookedAtException(
                        "the bucket " + bucket(place) + " cannot be used from here",
                        "see what was found of it, and look again");
            }
        }
    }

    private AwsCredentialsProvider credentials() {
        String key = option("s3.access-key", "s3.access.key");
        String secret = option("s3.secret-key", "s3.secret.key");
        return key == null || secret == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret));
    }

    private @Nullable String option(String... names) {
        for (String name : names) {
            String value = flink.getString(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    /** The one that requests are signed for. */
    String region() {
        String region = option("s3.endpoint.region", "s3.region");
        return region == null ? "us-east-1" : region;
    }

    /** Where it is, for people. */
    String endpoint() {
        String endpoint = option("s3.endpoint");
        return endpoint == null ? "AWS" : endpoint;
    }

    /** What Flink asks S3 to encrypt with. */
    S3Encryption encryption() {
        return new S3Encryption(
                option("s3.encryption.algorithm", "s3.server-side-encryption-algorithm", "s3.sse.type"),
                option("s3.encryption.key", "s3.server-side-encryption.key", "s3.sse.kms.key-id"));
    }

    /** Waits for nobody who still asks. */
    @Override
    public void close() {
        S3Client opened = client;
        if (opened != null) {
            opened.close();
        }
    }
}
