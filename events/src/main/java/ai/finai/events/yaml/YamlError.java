package ai.finai.events.yaml;

/**
 * One thing that is wrong with a file.
 *
 * @param file as the user named it
 * @param line from 1
 * @param path of the key, empty where it is about the whole file: {@code rules[0].scope.channels[1]}
 * @param sentence what was expected and what to do
 */
public record YamlError(String file, int line, String path, String sentence) {

    /** {@code rules.yaml:14: structuring.minDeposit: unknown parameter; did you mean minDeposits? Known: ...}. */
    @Override
    public String toString() {
        return file + ':' + line + ": " + (path.isEmpty() ? "" : path + ": ") + sentence;
    }
}
