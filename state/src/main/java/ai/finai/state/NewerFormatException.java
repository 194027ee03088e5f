package ai.finai.state;

import java.io.IOException;

/** A snapshot holds something in a format that only later releases know. Nothing of it is guessed at. */
public final class NewerFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param what in whose format it is
     * @param format that was found
     * @param known the highest that this release reads
     */
    NewerFormatException(String what, int format, int known) {
        super(what + " has format " + format + ", and this release reads formats up to " + known
                + ": use the release that wrote the snapshot, or a later one");
    }
}
