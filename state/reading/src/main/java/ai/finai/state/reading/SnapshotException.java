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

    /** Not the snapshot is at fault, but what names it: a folder that is not there, a name that several have. */
    public static final class Misnamed extends SnapshotException {

        private static final long serialVersionUID = 1L;

        public Misnamed(String message) {
            super(message);
        }
    }

    /** It was there, and is there no longer: a later one may be. */
    public static final class Gone extends SnapshotException {

        private static final long serialVersionUID = 1L;

        public Gone(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
