package ai.finai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class SnapshotPlacesTest {

    @Test
    void snapshotsLieBesideTheArchive() {
        assertThat(places(new Configuration(), "s3://bank/archive"))
                .containsExactly("s3://bank/checkpoints", "s3://bank/savepoints");
        assertThat(places(new Configuration(), "s3://bank/aml/archive/"))
                .containsExactly("s3://bank/aml/checkpoints", "s3://bank/aml/savepoints");
        assertThat(places(new Configuration(), "s3://bank/"))
                .containsExactly("s3://bank/checkpoints", "s3://bank/savepoints");
        assertThat(places(new Configuration(), "s3://bank"))
                .containsExactly("s3://bank/checkpoints", "s3://bank/savepoints");
    }

    @Test
    void whatFlinkIsToldWins() {
        Configuration flink = new Configuration();
        flink.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, "s3://other/here");
        assertThat(places(flink, "s3://bank/archive")).containsExactly("s3://bank/checkpoints", "s3://other/here");
    }

    private static String[] places(Configuration flink, String archive) {
        SnapshotPlaces.besideArchive(flink, archive);
        return new String[] {
            flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY), flink.get(CheckpointingOptions.SAVEPOINT_DIRECTORY)
        };
    }
}
