package ai.finai.training.lstm;

import java.util.List;

/** A folder holds the checkpoint of another training, which would be lost if this one began there. */
public final class OtherTrainingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int epochs;
    private final transient List<String> differences;

    OtherTrainingException(int epochs, List<String> differences) {
        super("there is a checkpoint of another training, after epoch " + epochs + ": "
                + String.join("; ", differences));
        this.epochs = epochs;
        this.differences = List.copyOf(differences);
    }

    /** How far the other one had come; 0 if that is not known. */
    public int epochs() {
        return epochs;
    }

    /** In what they differ, at least one: {@code hidden 16, now 32}. */
    public List<String> differences() {
        return differences;
    }
}
