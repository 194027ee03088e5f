package ai.finai.cli;

import ai.finai.jobs.local.JobFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The S3 server of a command that a person waits for. Flink's S3 file systems are as patient as a job must be: they ask a
 * server that is not there for minutes before they say so.
 */
final class S3Server {

    /** Of a connection, and of an answer; both together are what a person waits at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Of what the file systems throw. */
    private static final Pattern S3_CLIENT =
            Pattern.compile("org\\.apache\\.hadoop\\.fs\\.s3a\\.|com\\.amazonaws\\.|software\\.amazon\\.awssdk\\.");

    private S3Server() {}

    /**
     * Asks a server for anything. Whatever it answers, a refusal too, is good: what is wrong then, the file system says.
     *
     * @param endpoint as Flink's {@code s3.endpoint}: {@code http://127.0.0.1:9000}; without a scheme it is https
     * @throws CommandFailed if there is no answer within some seconds; says why and what to do
     */
    static void mustAnswer(String endpoint) {
        URI server = address(endpoint);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        HttpRequest question = HttpRequest.newBuilder(server)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE.multipliedBy(2))
                .build();
        try {
            client.send(question, BodyHandlers.discarding());
        } catch (IOException e) {
            throw CommandFailed.missing(
                    "no S3 server at " + endpoint + ": " + why(e, server)
                            + "; start it, or name another with --s3-endpoint or AWS_ENDPOINT_URL",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailed.failed("interrupted", e);
        }
    }

    private static URI address(String endpoint) {
        try {
            URI server = URI.create(endpoint.contains("://") ? endpoint : "https://" + endpoint);
            if (server.getHost() != null && ("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
                return server;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw CommandFailed.usage("'" + endpoint + "' is no S3 server (--s3-endpoint or AWS_ENDPOINT_URL);"
                + " expected an address such as http://127.0.0.1:9000");
    }

    private static String why(IOException e, URI server) {
        if (e instanceof HttpConnectTimeoutException) {
            return "no connection within " + PATIENCE.toSeconds() + " s";
        }
        if (e instanceof HttpTimeoutException) {
            return "it takes connections and does not answer within "
                    + PATIENCE.multipliedBy(2).toSeconds() + " s";
        }
        if (e instanceof ConnectException) {
            return CommandFailed.rootCause(e) instanceof UnresolvedAddressException
                    ? "no machine is called " + server.getHost()
                    : "nothing listens there";
        }
        if (e instanceof SSLException) {
            return "no TLS with it (" + e.getMessage() + ")";
        }
        return "it does not speak HTTP";
    }

    /**
     * What is to be said of an error that comes of an S3 server which does not answer, or does not any more; null where it comes
     * of something else.
     */
    static @Nullable CommandFailed unanswered(Throwable e) {
        boolean ofS3 = false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JobFailedException) {
                return null;
            }
            ofS3 |= S3_CLIENT.matcher(cause.getClass().getName()).lookingAt();
        }
        Throwable root = CommandFailed.rootCause(e);
        boolean unanswered = root instanceof SocketException
                || root instanceof SocketTimeoutException
                || root instanceof UnknownHostException
                || root.getClass().getSimpleName().equals("NoHttpResponseException");
        return ofS3 && unanswered
                ? CommandFailed.missing(
                        "the S3 server does not answer: " + root.getMessage()
                                + "; see that it runs and can be reached. --s3-endpoint or AWS_ENDPOINT_URL names it, else it"
                                + " is AWS",
                        e)
                : null;
    }

    /**
     * Options of the Hadoop file system with which a server that falls silent later is given up within half a minute, where
     * a job would wait for it.
     */
    static void shortenPatience(Configuration flink) {
        flink.setString("s3.connection.establish.timeout", "5000"); // these two are milliseconds
        flink.setString("s3.connection.timeout", "10000");
        flink.setString("s3.attempts.maximum", "0"); // again, that is: the file system itself tries again, below
        flink.setString("s3.retry.limit", "1");
    }
}
