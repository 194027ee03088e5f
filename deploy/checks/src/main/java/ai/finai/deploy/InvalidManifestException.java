package ai.finai.deploy;

/** An overlay that cannot be rendered: one line, with file and line first. */
public final class InvalidManifestException extends RuntimeException {

    public InvalidManifestException(Place place, String sentence) {
        super(place + ": " + sentence);
    }
}
