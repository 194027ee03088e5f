package ai.finai.cli;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;

/** Where checkpoints and savepoints go where Flink's configuration does not say it: beside the archive. */
public final class SnapshotPlaces {

    private SnapshotPlaces() {}

    /** @param archive the archive's location, {@code s3://bank/archive}: checkpoints go to {@code s3://bank/checkpoints} */
    public static void besideArchive(Configuration flink, String archive) {
        Path parent = new Path(archive).getParent();
        Path place = parent == null ? new Path(archive) : parent;
        prefer(flink, CheckpointingOptions.CHECKPOINTS_DIRECTORY, new Path(place, "checkpoints"));
        prefer(flink, CheckpointingOptions.SAVEPOINT_DIRECTORY, new Path(place, "savepoints"));
    }

    private static void prefer(Configuration flink, ConfigOption<String> option, Path place) {
        if (flink.getOptional(option).isEmpty()) {
            flink.set(option, place.toString());
        }
    }
}
