package ai.finai.cli.model;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.S3Options;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.Model;
import ai.finai.models.ModelReference;
import ai.finai.models.contract.ModelKind;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelRegistry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** A model registry that a command line names. */
public final class Registry {

    /** How a command's help describes the option. */
    public static final String DESCRIPTION =
            "The registry: a folder of this machine, or an address that Flink knows, such as s3://bank/models.";

    private final String location;
    private final ModelRegistry models;

    private Registry(String location) {
        this.location = location;
        this.models = new ModelRegistry(location);
    }

    /** @param location a path, relative to here, or an address */
    public static Registry at(String location, S3Options s3) throws IOException {
        if (location.isBlank()) {
            throw CommandFailed.usage("--registry is empty");
        }
        if (location.startsWith("s3://") || location.startsWith("s3a://")) {
            s3.initialise();
        }
        try {
            return new Registry(new Path(absolute(location.strip())).toString());
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage("--registry " + location + " is no folder: " + e.getMessage(), e);
        }
    }

    /** A job elsewhere has another working directory. */
    private static String absolute(String location) {
        boolean address = location.contains("://") || location.startsWith("file:");
        return address
                ? location
                : "file://" + java.nio.file.Path.of(location).toAbsolutePath().normalize();
    }

    /** As a job finds it, and as orders name it. */
    public String location() {
        return location;
    }

    /** Where a model lies in it. */
    String place(ModelReference model) {
        return location + '/' + model.path();
    }

    /** @throws CommandFailed if it cannot be read, or is a folder of this machine that is not there */
    List<Manifest> list() {
        try {
            if ("file".equals(new Path(location).toUri().getScheme()) && !models.isThere()) {
                throw CommandFailed.usage(
                        "no folder " + location + ": name the registry that models were published to");
            }
            return models.list();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What is published as this name and version; null if nothing is. */
    @Nullable
    Manifest find(String name, String version) throws InvalidModelException {
        try {
            return models.isThere() ? models.manifest(name, version) : null;
        } catch (FileNotFoundException e) {
            return null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @param files with the manifest */
    void publish(ModelFiles files) throws InvalidModelException {
        try {
            models.publish(files);
        } catch (IOException e) {
            throw CommandFailed.failed("cannot publish to " + location + ": " + message(e), e);
        }
        verify(ModelReference.of(files.file()));
    }

    private ModelKind verify(ModelReference reference) throws InvalidModelException {
        try (Model model = models.open(reference)) {
            return model.contract().kind();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A model that is fit to run. */
    public record Verified(ModelReference reference, ModelKind kind) {}

    /**
     * Opens a model as a job does before it takes it.
     *
     * @param path {@code NAME/VERSION}
     * @throws CommandFailed if it is not there, or not what it should be
     */
    public Verified verified(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw CommandFailed.usage(
                    "'" + path + "' names no model; write NAME/VERSION, as finai model list shows it");
        }
        try {
            Manifest manifest = find(parts[0], parts[1]);
            if (manifest == null) {
                throw CommandFailed.usage("no model " + path + " in " + location + "; " + whatThereIs(parts[0]));
            }
            ModelReference reference = new ModelReference(parts[0], parts[1], manifest.sha256());
            return new Verified(reference, verify(reference));
        } catch (InvalidModelException e) {
            throw CommandFailed.usage(path + " in " + location + " is not fit to run: " + e.getMessage(), e);
        }
    }

    private String whatThereIs(String name) {
        List<Manifest> all = list();
        List<Manifest> alike = all.stream().filter(m -> m.name().equals(name)).toList();
        String known = (alike.isEmpty() ? all : alike)
                .stream().map(m -> m.name() + '/' + m.version()).limit(10).collect(Collectors.joining(", "));
        return known.isEmpty() ? "it is empty" : "there are: " + known;
    }

    private CommandFailed unreadable(IOException e) {
        return CommandFailed.failed("cannot read " + location + ": " + message(e), e);
    }

    private static String message(IOException e) {
        String message = CommandFailed.rootCause(e).getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
