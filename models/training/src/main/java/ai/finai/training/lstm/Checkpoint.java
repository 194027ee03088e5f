package ai.finai.training.lstm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code checkpoint.bin}: where a training stands after an epoch, for one set of settings and data. Replaced in one step:
 * a crash leaves the one before.
 */
final class Checkpoint {

    private static final String MAGIC = "finai-lstm-checkpoint-1";

    private final Path file;
    private final String fingerprint;

    /** @param fingerprint of settings and data: one of others is left alone until it is replaced */
    Checkpoint(Path folder, String fingerprint) {
        file = folder.resolve("checkpoint.bin");
        this.fingerprint = fingerprint;
    }

    void write(TrainingState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(MAGIC);
        out.writeUTF(fingerprint);
        state.write(out);
        WholeFile.write(file, bytes.toByteArray());
    }

    /**
     * @return false if there is none of these settings and data: the state is left as it is
     * @throws IOException if it is damaged, or cannot be read
     */
    boolean read(TrainingState state) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
        try {
            if (!in.readUTF().equals(MAGIC) || !in.readUTF().equals(fingerprint)) {
                return false;
            }
            state.read(in);
            return true;
        } catch (IOException e) {
            throw new IOException(file + " is damaged; delete it, and training begins anew", e);
        }
    }
}
