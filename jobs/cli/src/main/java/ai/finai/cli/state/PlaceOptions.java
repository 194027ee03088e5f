package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.S3Options;
import ai.finai.state.reading.SnapshotFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the jobs leave their snapshots. */
final class PlaceOptions {

    @Option(
            names = "--snapshots",
            paramLabel = "LOCATION",
            arity = "1..*",
            description = "Folders in which jobs leave checkpoints and savepoints, as execution.checkpointing.dir and"
                    + " execution.checkpointing.savepoint-dir say: paths, or s3:// addresses.")
    private List<String> locations = List.of();

    @Mixin
    private S3Options s3;

    /** @throws CommandFailed if no location is given */
    SnapshotFolder folder() throws IOException {
        if (locations.isEmpty()) {
            throw CommandFailed.usage(
                    "name the folders of the snapshots with --snapshots, or one snapshot by its address");
        }
        return folderIfAny();
    }

    SnapshotFolder folderIfAny() throws IOException {
        for (String location : locations) {
            reach(location);
        }
        return new SnapshotFolder(locations.stream().map(PlaceOptions::address).toList());
    }

    /** As {@link S3Options#outlastServer}. */
    void outlastServer() {
        s3.outlastServer();
    }

    /** Makes the file system of an address known. */
    void reach(String location) throws IOException {
        if (location.startsWith("s3://") || location.startsWith("s3a://")) {
            s3.initialise();
        }
    }

    /** A relative path is one from here. */
    static String address(String location) {
        return location.contains("://") || location.startsWith("file:")
                ? location
                : Path.of(location).toAbsolutePath().normalize().toString();
    }
}
