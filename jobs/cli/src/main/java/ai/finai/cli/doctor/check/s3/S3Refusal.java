package ai.finai.cli.doctor.check.s3;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 says when it refuses, for people. */
record S3Refusal(String what, String mend) {

    private static final S3Refusal TOKEN_IS_OLD = new S3Refusal(
            "the session token has expired, or is not that of these keys",
            "get new temporary keys (aws sso login, or from whoever gives them), and set AWS_SESSION_TOKEN with"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, all three of one answer; with keys that do not expire,"
                    + " unset it");

    private static final Map<String, S3Refusal> KNOWN = Map.of(
            "NoSuchBucket", new S3Refusal("there is no such bucket", "make it, or mend the name"),
            "InvalidAccessKeyId",
                    new S3Refusal("does not know this access key", "set AWS_ACCESS_KEY_ID to one that is there"),
            "SignatureDoesNotMatch",
                    new S3Refusal(
                            "the secret key is not that of the access key",
                            "set AWS_SECRET_ACCESS_KEY, without blanks at its ends"),
            "RequestTimeTooSkewed",
                    new S3Refusal(
                            "this machine's clock is more than 15 min off: every request is refused",
                            "let it keep time (chrony, systemd-timesyncd)"),
            "ExpiredToken", TOKEN_IS_OLD,
            "InvalidToken", TOKEN_IS_OLD);

    private static final Pattern EXPECTED = Pattern.compile("expecting '([a-z0-9-]+)'");

    /** @param region the one that the request was signed for */
    static S3Refusal of(S3Exception e, String region) {
        String code = PlacesCheck.code(e);
        S3Refusal known = KNOWN.get(code);
        if (known != null) {
            return known;
        }
        if (e.statusCode() == 301 || code.equals("PermanentRedirect") || code.equals("AuthorizationHeaderMalformed")) {
            return elsewhere(e, region);
        }
        return e.statusCode() == 403
                ? new S3Refusal("these keys may not list it (" + code + ')', "allow s3:ListBucket on it")
                : new S3Refusal(
                        "answers " + e.statusCode() + ' ' + code, "look whether the server is well, and look again");
    }

    /** S3 says which region it is: in a header, or in its sentence. */
    private static S3Refusal elsewhere(S3Exception e, String region) {
        String right = e.awsErrorDetails() == null
                ? ""
                : e.awsErrorDetails()
                        .sdkHttpResponse()
                        .firstMatchingHeader("x-amz-bucket-region")
                        .orElse("");
        Matcher expected = EXPECTED.matcher(String.valueOf(e.getMessage()));
        if (right.isEmpty() && expected.find()) {
            right = expected.group(1);
        }
        return new S3Refusal(
                "is in " + (right.isEmpty() ? "another region" : "the region " + right) + ", and was asked for in "
                        + region,
                "set s3.endpoint.region: " + (right.isEmpty() ? "its region" : right)
                        + " in Flink's configuration, or AWS_REGION; and s3.endpoint, where it names a region");
    }
}
