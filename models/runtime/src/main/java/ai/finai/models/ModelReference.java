package ai.finai.models;

/**
 * Which model: an immutable folder {@code name/version} of a registry.
 *
 * @param sha256 of the model's file, lower-case hex
 */
public record ModelReference(String name, String version, String sha256) {

    private static final int LONGEST = 200;

    public ModelReference {
        require("name", name);
        require("version", version);
        require("sha256", sha256);
    }

    private static void require(String what, String value) {
        if (value == null || value.length() > LONGEST || ModelOrder.hasControl(value)) {
            throw new IllegalArgumentException("a model's " + what
                    + " is missing, has control characters, or more than " + LONGEST + " characters");
        }
    }

    public static ModelReference of(ModelFile file) {
        return new ModelReference(file.contract().name(), file.contract().version(), file.sha256());
    }

    /** {@code name/version}. */
    public String path() {
        return name + '/' + version;
    }
}
