package ai.finai.embedded.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * S3Proxy over a folder. Arguments: data folder, port, access key, secret key, then buckets. Commands: {@code fail N} lets
 * the next N requests fail with status 503; {@code refuse TEXT} lets those fail with status 403 that write an object with
 * TEXT in its name, until {@code refuse} without a text.
 */
public final class S3ServerMain {

    private S3ServerMain() {}

    public static void main(String[] arguments) {
        ParentLink parent = new ParentLink();
        try {
            Path data = Path.of(arguments[0]);
            Files.createDirectories(data);
            BlobStore store = new FilesystemNio2BlobStore(data.toString());
            for (String bucket : Arrays.asList(arguments).subList(4, arguments.length)) {
                if (!store.containerExists(bucket)) {
                    store.createContainer(bucket);
                }
            }
            AtomicInteger failures = new AtomicInteger();
            AtomicReference<String> refused = new AtomicReference<>("");
            S3Proxy server = S3Proxy.builder()
                    .blobStore(failing(store, failures, refused))
                    .endpoint(URI.create("http://127.0.0.1:" + Integer.parseInt(arguments[1])))
                    .awsAuthentication(AuthenticationType.AWS_V4, arguments[2], arguments[3])
                    .ignoreUnknownHeaders(true)
                    .jettyMaxThreads(64)
                    .build();
            server.start();
            parent.serve(command -> {
                String[] words = command.split(" ", 2);
                if (words[0].equals("fail")) {
                    failures.set(Integer.parseInt(words[1]));
                } else if (words[0].equals("refuse")) {
                    refused.set(words.length > 1 ? words[1] : "");
                }
            });
            server.stop();
        } catch (Throwable e) {
            parent.failed(e);
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0);
    }

    /** The store, except that each call takes one of the failures while there are any, and some writes are refused. */
    private static BlobStore failing(BlobStore store, AtomicInteger failures, AtomicReference<String> refused) {
        return (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, arguments) -> {
                    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw S3Exceptions.fromStatusCode(503);
                    }
                    String name = Objects.requireNonNull(refused.get());
                    if (!name.isEmpty() && writes(arguments, name)) {
                        throw S3Exceptions.fromStatusCode(403);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean writes(Object @Nullable [] arguments, String name) {
        return arguments != null
                && arguments.length > 0
                && (arguments[0] instanceof PutObjectRequest put && put.key().contains(name)
                        || arguments[0] instanceof CreateMultipartUploadRequest upload
                                && upload.key().contains(name));
    }
}
