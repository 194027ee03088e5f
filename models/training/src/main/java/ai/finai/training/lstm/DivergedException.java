package ai.finai.training.lstm;

/** Training led to numbers that are not finite. The message says what to lower. */
public final class DivergedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public DivergedException(String message) {
        super(message);
    }
}
