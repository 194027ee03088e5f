package ai.finai.cli;

import ai.finai.jobs.archive.S3FileSystem;
import java.io.IOException;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code s3://} addresses are reached. Keys come from the environment only: a command line is seen by others. */
public final class S3Options {

    private static final ConfigOption<@Nullable String> ENDPOINT =
            ConfigOptions.key("s3.endpoint").stringType().noDefaultValue();

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "The S3 server of s3:// addresses. Default: AWS_ENDPOINT_URL, else AWS. Keys are read from"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the region from AWS_REGION.")
    private @Nullable String endpoint;

    private boolean patient;
    private boolean known;

    /** For a command that goes on by itself and must outlast a server that is away, as a job does. To be said first. */
    public void outlastServer() {
        patient = true;
    }

    /**
     * Makes {@code s3://} known to this JVM, once, for a command that a person waits for.
     *
     * @throws CommandFailed if the server does not answer within some seconds. AWS itself is not asked: what its address
     *     is, the file system knows
     */
    public void initialise() throws IOException {
        if (known) {
            return;
        }
        Configuration flink = new Configuration();
        addTo(flink);
        if (!patient) {
            S3Server.shortenPatience(flink);
            String server = flink.get(ENDPOINT);
            if (server != null) {
                S3Server.mustAnswer(server);
            }
        }
        S3FileSystem.HADOOP.initialise(flink, Shipped.fileSystemPlugins());
        known = true;
    }

    /** Adds what is given as options of Flink. */
    void addTo(Configuration flink) {
        String server = endpoint == null ? System.getenv("AWS_ENDPOINT_URL") : endpoint;
        if (server != null) {
            flink.set(ENDPOINT, server);
            flink.setString("s3.path.style.access", "true");
            flink.setString("s3.path-style-access", "true"); // the native file system's name for it
        }
        copy("AWS_REGION", "s3.endpoint.region", flink);
        copy("AWS_REGION", "s3.region", flink);
        if (System.getenv("AWS_SESSION_TOKEN") != null) {
            return; // temporary keys are of use with their token only, and both file systems find all three themselves
        }
        copy("AWS_ACCESS_KEY_ID", "s3.access-key", flink);
        copy("AWS_SECRET_ACCESS_KEY", "s3.secret-key", flink);
    }

    private static void copy(String variable, String option, Configuration flink) {
        String value = System.getenv(variable);
        if (value != null) {
            flink.setString(option, value);
        }
    }
}
