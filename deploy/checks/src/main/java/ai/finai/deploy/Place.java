package ai.finai.deploy;

import java.nio.file.Path;

/**
 * Where something was written.
 *
 * @param line from 1
 */
public record Place(Path file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
