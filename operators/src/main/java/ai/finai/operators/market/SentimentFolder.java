package ai.finai.operators.market;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.text.SentimentModel;
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
 * A sentiment model's two files, side by side in a folder: {@code model.onnx} and the vocabulary that its contract names.
 *
 * @param file the model
 * @param vocabulary the bytes of the other file
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes of a file
public record SentimentFolder(ModelFile file, byte[] vocabulary) {

    private static final String MODEL = "model.onnx";

    /**
     * Reads them, and checks the model without running it.
     *
     * @param folder a path, or an address of a file system that Flink knows: {@code s3://bank/models/finbert}
     * @throws FileSystemException if a file cannot be read; it says which
     * @throws InvalidModelException if it is no model of texts that may run, with every reason
     */
    public static SentimentFolder read(String folder) throws IOException, InvalidModelException {
        // One byte more than is allowed is enough to say that there are too many.
        ModelFile file = ModelFile.ofText(bytes(folder, MODEL, ModelFile.LARGEST_OF_TEXTS + 1));
        return new SentimentFolder(file, bytes(folder, file.text().vocabulary().file(), ModelFile.LARGEST));
    }

    /** Whether it is an address, and no path. */
    public static boolean isAddress(String folder) {
        return folder.contains("://");
    }

    private static byte[] bytes(String folder, String name, int most) throws IOException {
        if (!isAddress(folder)) {
            try (InputStream in = Files.newInputStream(Path.of(folder, name))) {
                return in.readNBytes(most);
            }
        }
        String file = folder.endsWith("/") ? folder + name : folder + '/' + name;
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

    /**
     * Ready to judge; to be closed, and for one thread.
     *
     * @throws InvalidModelException if the vocabulary is another one's, or ONNX Runtime refuses the model
     */
    public SentimentModel open() throws InvalidModelException {
        return SentimentModel.open(file, vocabulary);
    }
}
