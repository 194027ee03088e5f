package ai.finai.cli.doctor.check.s3;

import static ai.finai.cli.doctor.check.Jobs.found;
import static ai.finai.cli.doctor.check.Jobs.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Finding;
import ai.finai.cli.doctor.NotLookedAtException;
import ai.finai.cli.doctor.Severity;
import ai.finai.cli.doctor.check.Jobs;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedS3;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server; and, for what that one does not know, against one that says what AWS would. */
class S3ChecksTest {

    @TempDir
    static Path folder;

    private static EmbeddedS3 server;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedS3.start(folder, 0, DataOnClose.DROP, List.of("bank"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void aBucketThatCanBeUsedHasNothingButNotes() throws Exception {
        ExaminedJob job = job("bank", server.endpoint().toString(), EmbeddedS3.SECRET_KEY);
        assertThat(of(Severity.STOPS, buckets(job))).isEmpty();
        assertThat(of(Severity.RISK, buckets(job))).isEmpty();
        assertThat(of(Severity.NOTE, buckets(job))).anyMatch(note -> note.contains("not known by this server"));
        assertThat(places(job)).isEmpty();
        try (Stream<Path> left = Files.walk(folder.resolve("data"))) {
            assertThat(left.map(Path::toString)).noneMatch(file -> file.contains("finai-doctor"));
        }
    }

    @Test
    void aBucketThatIsNotThereIsFound() throws Exception {
        assertThat(of(Severity.STOPS, buckets(job("other", server.endpoint().toString(), EmbeddedS3.SECRET_KEY))))
                .singleElement()
                .asString()
                .contains("bucket other", "there is no such bucket");
    }

    @Test
    void aWrongSecretIsFound() throws Exception {
        assertThat(of(Severity.STOPS, buckets(job("bank", server.endpoint().toString(), "wrong"))))
                .singleElement()
                .asString()
                .contains("the secret key is not that of the access key")
                .doesNotContain("wrong");
    }

    @Test
    void anEndpointWhereNobodyListensIsFound() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(of(Severity.STOPS, buckets(job("bank", "http://127.0.0.1:" + free, "any"))))
                .singleElement()
                .asString()
                .contains("nobody listens at the endpoint");
    }

    @Test
    void whatIsInABucketThatCannotBeUsedWasNotLookedAt() throws Exception {
        ExaminedJob job = job("other", server.endpoint().toString(), EmbeddedS3.SECRET_KEY);
        assertThatThrownBy(() -> places(job))
                .isInstanceOf(NotLookedAtException.class)
                .hasMessage("the bucket other cannot be used from here");
    }

    @Test
    void aPlaceThatMayNotBeWrittenIsFound() throws Exception {
        server.refuse("savepoints/");
        try {
            assertThat(of(Severity.STOPS, places(job("bank", server.endpoint().toString(), EmbeddedS3.SECRET_KEY))))
                    .singleElement()
                    .asString()
                    .contains("s3://bank/savepoints: savepoints: an object cannot be written (403");
        } finally {
            server.refuse("");
        }
    }

    /** Where the data of checkpoints go: a policy may allow the folder alone. */
    @Test
    void aPlaceThatMayNotBeWrittenWithRandomCharactersBeforeItIsFound() throws Exception {
        server.refuse("/checkpoints/");
        try {
            assertThat(of(Severity.STOPS, places(job("bank", server.endpoint().toString(), EmbeddedS3.SECRET_KEY))))
                    .singleElement()
                    .asString()
                    .matches(
                            "(?s)s3://bank/\\w{4}/checkpoints: data of checkpoints: an object cannot be written \\(403.*");
        } finally {
            server.refuse("");
        }
    }

    /** Policies that demand a key are common; which one, the job's file system says with each object. */
    @Test
    void whatIsTriedIsEncryptedAsWhatTheJobWrites() throws Exception {
        String[] kms = {"s3.encryption.algorithm", "SSE-KMS", "s3.encryption.key", "arn:key"};
        assertThat(tried(Stored.KMS, kms).found()).isEmpty();
        assertThat(of(Severity.STOPS, tried(Stored.KMS).found()))
                .hasSize(4)
                .allMatch(stop -> stop.contains("an object cannot be written (403 AccessDenied)"));
        assertThat(tried(Stored.S3_KEY, "s3.server-side-encryption-algorithm", "AES256")
                        .found())
                .isEmpty();
        assertThat(tried(Stored.OUR_KEY, "s3.encryption.algorithm", "SSE-C", "s3.encryption.key", "c2VjcmV0")
                        .found())
                .isEmpty();
    }

    @Test
    void whatCannotBeReadAgainIsDeletedAllTheSame() throws Exception {
        Tried tried = tried(Stored.UNREADABLE);
        assertThat(of(Severity.STOPS, tried.found()))
                .hasSize(4)
                .allMatch(stop -> stop.contains("an object cannot be read (403 AccessDenied)"));
        assertThat(tried.left()).isEmpty();
    }

    @Test
    void aTokenThatIsNoLongerGoodIsToldApartFromKeysThatAreWrong() throws Exception {
        for (String code : List.of("ExpiredToken", "InvalidToken")) {
            assertThat(of(Severity.STOPS, answered(Map.of("list-type", error(code)), Duration.ZERO)))
                    .singleElement()
                    .asString()
                    .contains("the session token has expired", "AWS_SESSION_TOKEN");
        }
    }

    @Test
    void aBucketOfAnotherRegionIsToldWithItsRegion() throws Exception {
        assertThat(of(Severity.STOPS, answered(Map.of("list-type", error("PermanentRedirect")), Duration.ZERO)))
                .singleElement()
                .asString()
                .contains(
                        "is in the region eu-west-3, and was asked for in us-east-1", "s3.endpoint.region: eu-west-3");
        String malformed =
                "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the"
                        + " region 'us-east-1' is wrong; expecting 'eu-central-1'</Message></Error>";
        assertThat(of(Severity.STOPS, answered(Map.of("list-type", malformed), Duration.ZERO)))
                .singleElement()
                .asString()
                .contains("s3.endpoint.region: eu-central-1");
    }

    @Test
    void aFolderThatCannotBeMadeIsFound() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        ExaminedJob job = Jobs.aml(file.resolve("archive").toUri().toString());
        assertThat(of(Severity.STOPS, places(job))).singleElement().asString().contains("nothing can be written there");
    }

    @Test
    void aBucketThatIsKeptBadlyIsFound() throws Exception {
        Map<String, String> answers = new HashMap<>();
        answers.put("encryption", error("ServerSideEncryptionConfigurationNotFoundError"));
        answers.put("publicAccessBlock", error("NoSuchPublicAccessBlockConfiguration"));
        answers.put("policyStatus", "<PolicyStatus><IsPublic>true</IsPublic></PolicyStatus>");
        answers.put("versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
        answers.put("lifecycle", """
                <LifecycleConfiguration><Rule><ID>old</ID><Filter><Prefix>checkpoints/</Prefix></Filter>
                <Status>Enabled</Status><Expiration><Days>30</Days></Expiration></Rule></LifecycleConfiguration>""");
        List<Finding> found = answered(answers, Duration.ofMinutes(20));
        assertThat(of(Severity.STOPS, found))
                .hasSize(3)
                .anyMatch(stop -> stop.contains("its policy lets everybody in"))
                .anyMatch(stop -> stop.contains("the lifecycle rule 'old' deletes objects below 'checkpoints/'"))
                .anyMatch(stop -> stop.contains("its clock and this machine's are 1"));
        assertThat(of(Severity.RISK, found))
                .hasSize(4)
                .anyMatch(risk -> risk.contains("nothing in it is encrypted"))
                .anyMatch(risk -> risk.contains("public access to it is not blocked"))
                .anyMatch(risk -> risk.contains("no lifecycle rule ends multipart uploads"))
                .anyMatch(risk -> risk.contains("no lifecycle rule ends old ones"));
    }

    /** Small objects below a prefix: both stand in And. */
    @Test
    void aRuleForSizesBelowAPrefixDeletesTooAndOneForTagsDoesNot() throws Exception {
        Map<String, String> answers = new HashMap<>();
        answers.put("lifecycle", """
                <LifecycleConfiguration><Rule><ID>sizes</ID><Filter><And><Prefix>checkpoints/</Prefix>
                <ObjectSizeGreaterThan>1</ObjectSizeGreaterThan></And></Filter><Status>Enabled</Status>
                <Expiration><Days>30</Days></Expiration></Rule><Rule><ID>tags</ID><Filter><And>
                <Prefix>checkpoints/</Prefix><Tag><Key>a</Key><Value>b</Value></Tag></And></Filter><Status>Enabled</Status>
                <Expiration><Days>30</Days></Expiration></Rule></LifecycleConfiguration>""");
        assertThat(of(Severity.STOPS, answered(answers, Duration.ZERO)))
                .singleElement()
                .asString()
                .contains("the lifecycle rule 'sizes' deletes objects below 'checkpoints/'");
    }

    @Test
    void aBucketThatIsKeptWellHasNothingButNotes() throws Exception {
        Map<String, String> answers = new HashMap<>();
        answers.put("encryption", """
                <ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>
                <SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>
                </ServerSideEncryptionConfiguration>""");
        answers.put("publicAccessBlock", """
                <PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>
                <IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy>
                <RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>""");
        answers.put("policyStatus", error("NoSuchBucketPolicy"));
        answers.put("versioning", "<VersioningConfiguration/>");
        answers.put("lifecycle", """
                <LifecycleConfiguration><Rule><ID>uploads</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status>
                <AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>
                </AbortIncompleteMultipartUpload></Rule><Rule><ID>months</ID><Filter><Prefix>savepoints/</Prefix></Filter>
                <Status>Enabled</Status><Expiration><Days>400</Days></Expiration></Rule><Rule><ID>before filters</ID>
                <Prefix>savepoints/</Prefix><Status>Enabled</Status><Expiration><Days>400</Days></Expiration></Rule>
                <Rule><ID>markers</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status><Expiration>
                <ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration></Rule></LifecycleConfiguration>""");
        assertThat(answered(answers, Duration.ZERO)).singleElement().satisfies(finding -> assertThat(finding.what())
                .isEqualTo("encrypts with aws:kms"));
    }

    private static String error(String code) {
        return "<Error><Code>" + code + "</Code></Error>";
    }

    /** What is found where a server answers so. */
    private static List<Finding> answered(Map<String, String> answers, Duration ahead) throws Exception {
        HttpServer aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String answer = answers.entrySet().stream()
                    .filter(entry -> query.equals(entry.getKey()) || query.startsWith(entry.getKey() + '='))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("<ListBucketResult/>");
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            if (answer.contains("PermanentRedirect")) {
                exchange.getResponseHeaders().set("x-amz-bucket-region", "eu-west-3");
            }
            exchange.sendResponseHeaders(answer.startsWith("<Error>") ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        aws.start();
        try {
            ExaminedJob job = job("bank", "http://127.0.0.1:" + aws.getAddress().getPort(), "any");
            try (S3Access s3 = new S3Access(job.flink(), Duration.ofSeconds(20))) {
                return found(new BucketsCheck(job, s3, Clock.offset(Clock.systemUTC(), ahead)));
            }
        } finally {
            aws.stop(0);
        }
    }

    /** How a bucket's policy wants objects. */
    private enum Stored {
        KMS(Map.of(
                "x-amz-server-side-encryption", "aws:kms", "x-amz-server-side-encryption-aws-kms-key-id", "arn:key")),
        S3_KEY(Map.of("x-amz-server-side-encryption", "AES256")),
        OUR_KEY(Map.of(
                "x-amz-server-side-encryption-customer-algorithm",
                "AES256",
                "x-amz-server-side-encryption-customer-key",
                "c2VjcmV0",
                "x-amz-server-side-encryption-customer-key-MD5",
                "Xr4ilOzQ4PCOq3aQ0qbuaQ==")),
        /** Any object is taken and none given. */
        UNREADABLE(Map.of());

        private final Map<String, String> headers;

        Stored(Map<String, String> headers) {
            this.headers = headers;
        }

        boolean allows(HttpExchange request) {
            return switch (request.getRequestMethod()) {
                case "PUT" ->
                    headers.entrySet().stream().allMatch(header -> header.getValue()
                            .equals(request.getRequestHeaders().getFirst(header.getKey())));
                case "GET" -> this != UNREADABLE || request.getRequestURI().getQuery() != null;
                default -> true;
            };
        }
    }

    /** @param left names of objects that are still there */
    private record Tried(List<Finding> found, Set<String> left) {}

    /** What is found of the places in a bucket with such a policy. */
    private static Tried tried(Stored stored, String... options) throws Exception {
        Map<String, byte[]> objects = new ConcurrentHashMap<>();
        HttpServer aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", exchange -> {
            String name = exchange.getRequestURI().getPath();
            byte[] sent = firstChunk(exchange.getRequestBody().readAllBytes());
            byte[] answer = new byte[0];
            int status = 200;
            if (!stored.allows(exchange)) {
                answer = error("AccessDenied").getBytes(StandardCharsets.UTF_8);
                status = 403;
            } else if (exchange.getRequestMethod().equals("PUT")) {
                objects.put(name, sent);
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                objects.remove(name);
            } else {
                answer = objects.getOrDefault(name, "<ListBucketResult/>".getBytes(StandardCharsets.UTF_8));
            }
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        aws.start();
        try {
            String endpoint = "http://127.0.0.1:" + aws.getAddress().getPort();
            return new Tried(places(job("bank", endpoint, "any", options)), objects.keySet());
        } finally {
            aws.stop(0);
        }
    }

    /** In clear, objects come in chunks that are signed: a line with its length and signature before each. */
    private static byte[] firstChunk(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(";chunk-signature=");
        if (end < 0) {
            return body;
        }
        int start = text.indexOf("\r\n") + 2;
        return Arrays.copyOfRange(body, start, start + Integer.parseInt(text.substring(0, end), 16));
    }

    private static ExaminedJob job(String bucket, String endpoint, String secret, String... more) {
        String[] options = {
            "s3.endpoint",
            endpoint,
            "s3.path.style.access",
            "true",
            "s3.access-key",
            EmbeddedS3.ACCESS_KEY,
            "s3.secret-key",
            secret,
            "s3.entropy.key",
            "_entropy_",
            "execution.checkpointing.dir",
            "s3://" + bucket + "/_entropy_/checkpoints",
            "execution.checkpointing.savepoint-dir",
            "s3://" + bucket + "/savepoints"
        };
        return Jobs.aml(
                "s3://" + bucket + "/archive",
                Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new));
    }

    private static List<Finding> buckets(ExaminedJob job) throws Exception {
        try (S3Access s3 = new S3Access(job.flink(), Duration.ofSeconds(20))) {
            return found(new BucketsCheck(job, s3));
        }
    }

    private static List<Finding> places(ExaminedJob job) throws Exception {
        try (S3Access s3 = new S3Access(job.flink(), Duration.ofSeconds(20))) {
            return found(new PlacesCheck(job, s3));
        }
    }
}
