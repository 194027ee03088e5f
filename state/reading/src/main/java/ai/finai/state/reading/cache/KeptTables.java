package ai.finai.state.reading.cache;

import java.io.IOException;
import java.nio.file.Path;

/** A folder of tables that stays until this is closed. */
public final class KeptTables implements AutoCloseable {

    private final Path folder;
    private final Pin pin;

    KeptTables(Path folder, Pin pin) {
        this.folder = folder;
        this.pin = pin;
    }

    /** With a folder of each table's name, in which its files are. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        pin.close();
    }
}
