package ai.finai.state.reading;

import java.io.IOException;

/** A snapshot is not there, not complete, broken, or of a form that this release does not know. The message is for a person. */
public class SnapshotException extends IOException {

    private static final long serialVersionUID = 1L;

    public SnapshotException(String message) {
        super(message);
    }

    public SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }

    /** It was there, and is there no longer: a later one may be. */
    public static final class Gone extends SnapshotException {

        private static final long serialVersionUID = 1L;

        public Gone(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
