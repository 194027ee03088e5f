package ai.finai.models;

/**
 * Which model: an immutable folder {@code name/version} of a registry.
 *
 * @param sha256 of the model's file, lower-case hex
 */
public record ModelReference(String name, String version, String sha256) {

    public static ModelReference of(ModelFile file) {
        return new ModelReference(file.contract().name(), file.contract().version(), file.sha256());
    }

    /** {@code name/version}. */
    public String path() {
        return name + '/' + version;
    }
}
