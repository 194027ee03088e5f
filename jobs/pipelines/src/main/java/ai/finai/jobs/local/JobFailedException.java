package ai.finai.jobs.local;

/** A job has failed or was not accepted. The message is the first cause; the whole chain is the exception's cause. */
public final class JobFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    JobFailedException(String job, Throwable failure) {
        super("job " + job + ": " + firstCause(failure), failure);
    }

    static String firstCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
