package ai.finai.operators.models;

import ai.finai.events.Hashes;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Model;
import ai.finai.models.ModelFile;
import ai.finai.models.ShippedModel;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Where each subtask finds the model that a job is configured with. It travels with the job graph. */
public sealed interface ModelSource<M extends Model> extends Serializable {

    /** Of the model's file, lower-case hex: which model it is. */
    String sha256();

    /**
     * Reads, checks and opens the model; to be closed.
     *
     * @throws IOException if a file cannot be read; trying again may help
     * @throws InvalidModelException if it may not run, or is another one than the job was started with
     */
    M open() throws IOException, InvalidModelException;

    /**
     * One that FinAI ships, from the class path.
     *
     * @param name its folder among the shipped ones, {@code price-lstm}
     */
    record Shipped<M extends Model>(String name, ModelUse<M> use) implements ModelSource<M> {

        private static final long serialVersionUID = 1L;

        @Override
        public String sha256() {
            return Hashes.sha256(bytes());
        }

        @Override
        public M open() throws InvalidModelException {
            return ModelFiles.of(use.check(bytes()), null, file -> ShippedModel.read(name + '/' + file))
                    .open(use);
        }

        private byte[] bytes() {
            return ShippedModel.read(name + "/model.onnx");
        }
    }

    /**
     * One that travels with the job graph itself.
     *
     * @param bytes of a file that needs no other
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes of a file
    record Carried<M extends Model>(byte[] bytes, ModelUse<M> use) implements ModelSource<M> {

        private static final long serialVersionUID = 1L;

        @Override
        public String sha256() {
            return Hashes.sha256(bytes);
        }

        @Override
        public M open() throws InvalidModelException {
            return new ModelFiles(use.check(bytes), null, null).open(use);
        }
    }

    /**
     * One at a place that every subtask can read; it does not travel, as it may have 512 MiB.
     *
     * @param place see {@link ModelPlace#read}
     * @param sha256 of its {@code .onnx} file, which names the hash of the vocabulary in turn: a job that starts again after a
     *     failure goes on with the same model, or not at all
     */
    record AtPlace<M extends Model>(String place, String sha256, ModelUse<M> use) implements ModelSource<M> {

        private static final long serialVersionUID = 1L;

        @Override
        public M open() throws IOException, InvalidModelException {
            try {
                ModelFiles files = ModelPlace.read(place, use);
                ModelFile file = files.file();
                if (!file.sha256().equals(sha256)) {
                    throw new InvalidModelException("its sha256 is " + file.sha256()
                            + ", the job was started with " + sha256
                            + "; a model in use must stay as it is: put another into a folder of its own, and start the job"
                            + " with that");
                }
                return files.open(use);
            } catch (InvalidModelException e) {
                throw new InvalidModelException("model " + place + ": " + String.join("; ", e.problems()));
            } catch (FileSystemException e) {
                throw new IOException(
                        "model " + place + ": "
                                + (e instanceof NoSuchFileException ? "no file " + e.getFile() : e.getMessage())
                                + "; each TaskManager must be able to read it there",
                        e);
            }
        }
    }
}
