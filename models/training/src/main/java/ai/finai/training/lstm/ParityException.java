package ai.finai.training.lstm;

/** An exported model does not compute what was trained: it must not be used, and is not written. */
public final class ParityException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public ParityException(String message) {
        super(message);
    }
}
