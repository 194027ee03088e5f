package ai.finai.training.lstm;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code checkpoint.bin}: where a training stands after an epoch, and what it is a training of. Replaced in one step: a crash
 * leaves the one before.
 */
final class Checkpoint {

    private static final String MAGIC = "finai-lstm-checkpoint-2";

    /** Longer values, such as hashes, say nothing to a person. */
    private static final int LONGEST_SHOWN = 24;

    private final Path file;
    private final Map<String, String> of;

    private Checkpoint(Path file, Map<String, String> of) {
        this.file = file;
        this.of = of;
    }

    /** The one in a folder, whether or not it is there, for a training of these settings, data and split. */
    static Checkpoint in(Path folder, LstmSettings settings, LabelledPostings data, TimeSplit split) {
        Map<String, String> of = new LinkedHashMap<>(settings.decisive());
        of.put("payments or labels", data.sha256());
        of.put("cut in time", split.toString());
        return new Checkpoint(file(folder), of);
    }

    private static Path file(Path folder) {
        return folder.resolve("checkpoint.bin");
    }

    /** Deletes the one in a folder, if it is there. */
    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(file(folder));
    }

    void write(TrainingState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(MAGIC);
        out.writeInt(of.size());
        for (Map.Entry<String, String> entry : of.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
        state.write(out);
        WholeFile.write(file, bytes.toByteArray());
    }

    /**
     * @return false if there is none: the state is left as it is
     * @throws OtherTrainingException if it is of other settings or data
     * @throws IOException if it is damaged, or cannot be read
     */
    boolean read(TrainingState state) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
        try {
            requireSame(in, Set.of());
            state.read(in);
            return true;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /**
     * Reads only whose it is.
     *
     * @param except settings that may differ
     * @throws OtherTrainingException if it is there and of other settings or data
     * @throws IOException if it is damaged, or cannot be read
     */
    void requireSame(Set<String> except) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            requireSame(new DataInputStream(new ByteArrayInputStream(bytes)), except);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private IOException damaged(IOException e) {
        return new IOException(file + " is damaged; delete it, and training begins anew", e);
    }

    /** Leaves the stream at the begin of the state. */
    private void requireSame(DataInputStream in, Set<String> except) throws IOException {
        if (!in.readUTF().equals(MAGIC)) {
            throw new OtherTrainingException(0, List.of("another release wrote it"));
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            found.put(in.readUTF(), in.readUTF());
        }
        List<String> differences = new ArrayList<>();
        of.forEach((name, now) -> {
            String then = found.getOrDefault(name, "");
            if (!then.equals(now) && !except.contains(name)) {
                boolean shown = then.length() <= LONGEST_SHOWN && now.length() <= LONGEST_SHOWN;
                differences.add(shown ? name + ' ' + then + ", now " + now : name + " changed");
            }
        });
        if (!differences.isEmpty()) {
            throw new OtherTrainingException(in.readInt(), differences);
        }
    }
}
