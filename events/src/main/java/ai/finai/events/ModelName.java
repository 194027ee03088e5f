package ai.finai.events;

/**
 * The model that said something.
 *
 * @param sha256 of its file, lower-case hex
 */
public record ModelName(String name, String version, String sha256) {

    /** {@code name/version}. */
    public String path() {
        return name + '/' + version;
    }
}
