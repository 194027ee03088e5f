package ai.finai.operators.market;

import ai.finai.models.InvalidModelException;
import ai.finai.models.text.SentimentModel;
import ai.finai.models.text.ShippedSentiment;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Where each subtask finds the sentiment model. It travels with the job graph, and the model, of up to 512 MiB, does not. */
public sealed interface SentimentSource extends Serializable {

    /**
     * Reads and opens the model; to be closed, and for one thread.
     *
     * @throws IOException if a file cannot be read, is another one than the job was started with, or may not run
     */
    SentimentModel open() throws IOException;

    /** The one that FinAI ships, from the class path. */
    record Shipped() implements SentimentSource {

        private static final long serialVersionUID = 1L;

        @Override
        public SentimentModel open() {
            return ShippedSentiment.open();
        }
    }

    /**
     * One in a folder that every subtask can read.
     *
     * @param folder see {@link SentimentFolder#read}
     * @param sha256 of its {@code model.onnx}, which names the hash of the vocabulary in turn: a job that starts again after a
     *     failure goes on with the same model, or not at all
     */
    record Folder(String folder, String sha256) implements SentimentSource {

        private static final long serialVersionUID = 1L;

        @Override
        public SentimentModel open() throws IOException {
            try {
                SentimentFolder read = SentimentFolder.read(folder);
                if (!read.file().sha256().equals(sha256)) {
                    throw new IOException("sentiment model " + folder + ": its sha256 is "
                            + read.file().sha256() + ", the job was started with " + sha256
                            + "; a model in use must stay as it is: put another into a folder of its own, and start the job"
                            + " with that");
                }
                return read.open();
            } catch (InvalidModelException e) {
                throw new IOException("sentiment model " + folder + ": " + String.join("; ", e.problems()), e);
            } catch (FileSystemException e) {
                throw new IOException(
                        "sentiment model " + folder + ": "
                                + (e instanceof NoSuchFileException ? "no file " + e.getFile() : e.getMessage())
                                + "; each TaskManager must be able to read it there",
                        e);
            }
        }
    }
}
