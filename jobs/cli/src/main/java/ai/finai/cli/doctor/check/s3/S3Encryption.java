package ai.finai.cli.doctor.check.s3;

import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.utils.Md5Utils;

/**
 * What Flink's file systems tell S3 of encryption with each object. A bucket's policy may refuse an object without it, and the
 * key may be one that these keys must not use.
 *
 * @param algorithm as the configuration says it, in the words of either file system; null if it says nothing
 * @param key the id of one of KMS, or with {@code SSE-C} the key itself; null for S3's own
 */
record S3Encryption(@Nullable String algorithm, @Nullable String key) {

    private static final String WITH_OUR_KEY = "SSE-C";

    private String word() {
        return algorithm == null
                ? ""
                : algorithm.toUpperCase(Locale.ROOT).replace('_', '-').replace(':', '-');
    }

    void addTo(PutObjectRequest.Builder request) {
        switch (word()) {
            case "AES256", "SSE-S3" -> request.serverSideEncryption(ServerSideEncryption.AES256);
            case "SSE-KMS", "AWS-KMS" ->
                request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(key);
            case WITH_OUR_KEY ->
                request.sseCustomerAlgorithm(ServerSideEncryption.AES256.toString())
                        .sseCustomerKey(key)
                        .sseCustomerKeyMD5(digest());
            default -> {} // encrypted before S3 has it, or not at all
        }
    }

    /** S3 keeps no key of ours. */
    void addTo(GetObjectRequest.Builder request) {
        if (word().equals(WITH_OUR_KEY)) {
            request.sseCustomerAlgorithm(ServerSideEncryption.AES256.toString())
                    .sseCustomerKey(key)
                    .sseCustomerKeyMD5(digest());
        }
    }

    private @Nullable String digest() {
        return key == null ? null : Md5Utils.md5AsBase64(Base64.getDecoder().decode(key));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "S3Encryption[algorithm=" + algorithm + ']';
    }
}
