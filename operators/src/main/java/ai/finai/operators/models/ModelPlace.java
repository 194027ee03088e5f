package ai.finai.operators.models;

import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.ModelFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.flink.core.fs.FileSystem;

/**
 * A model's files at a place that somebody names: an ONNX file, or a folder with {@code model.onnx}, such as a version of a
 * registry. Beside it lie the vocabulary that a model of texts names and, perhaps, {@code manifest.json}.
 *
 * @param folder with a slash at its end
 * @param model its file's name
 */
public record ModelPlace(String folder, String model) {

    /** Its file in a folder. */
    static final String MODEL = "model.onnx";
    /** Beside it. */
    static final String MANIFEST = "manifest.json";

    static final int LARGEST_MANIFEST = 8 << 20;

    /**
     * Reads a model's files, and checks the model without running it.
     *
     * @param place a path, or an address of a file system that Flink knows: {@code s3://bank/models/finbert/1}
     * @throws FileSystemException if a file cannot be read; it says which
     * @throws InvalidModelException if it is no model that may be used so, with every reason
     */
    public static ModelFiles read(String place, ModelUse<?> use) throws IOException, InvalidModelException {
        return of(place).read(use);
    }

    /** Whether it is an address, and no path. */
    public static boolean isAddress(String place) {
        return place.contains("://");
    }

    private static ModelPlace of(String place) {
        boolean file = isAddress(place) ? place.endsWith(".onnx") : Files.isRegularFile(Path.of(place));
        if (!file) {
            return new ModelPlace(place.endsWith("/") ? place : place + '/', MODEL);
        }
        int name = place.lastIndexOf('/') + 1;
        return new ModelPlace(place.substring(0, name), place.substring(name));
    }

    private ModelFiles read(ModelUse<?> use) throws IOException, InvalidModelException {
        // One byte more than is allowed is enough to say that there are too many.
        ModelFile file = use.check(bytes(model, use.largest() + 1));
        Manifest manifest = null;
        try {
            manifest = Manifest.read(bytes(MANIFEST, LARGEST_MANIFEST));
        } catch (NoSuchFileException e) {
            // Then nothing says what it must give.
            return ModelFiles.of(file, null, this::vocabulary);
        }
        if (!manifest.sha256().equals(file.sha256())) {
            throw new InvalidModelException(folder + MANIFEST + " is of another file: it says sha256 "
                    + manifest.sha256() + ", and " + model + " has " + file.sha256());
        }
        return ModelFiles.of(file, manifest, this::vocabulary);
    }

    private byte[] vocabulary(String name) throws IOException {
        return bytes(name, ModelFile.LARGEST);
    }

    private byte[] bytes(String name, int most) throws IOException {
        String file = folder + name;
        if (!isAddress(file)) {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return in.readNBytes(most);
            }
        }
        try (InputStream in =
                FileSystem.get(URI.create(file)).open(new org.apache.flink.core.fs.Path(URI.create(file)))) {
            return in.readNBytes(most);
        } catch (FileNotFoundException e) {
            throw caused(new NoSuchFileException(file), e);
        } catch (IOException | IllegalArgumentException e) { // the latter: no address
            throw caused(new FileSystemException(file, null, e.getMessage()), e);
        }
    }

    private static FileSystemException caused(FileSystemException e, Exception cause) {
        e.initCause(cause);
        return e;
    }
}
