package ai.finai.jobs.exactlyonce;

import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.exactlyonce.run.Disturbance;
import ai.finai.jobs.exactlyonce.run.Run;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link ExactlyOnceTest}, of the market job, disturbed while bars, news and splits come: {@link MarketVerdict}. */
class MarketExactlyOnceTest {

    @Test
    @Timeout(300)
    void readersSeeEverythingOnceAfterFailuresAStopAndAnotherParallelism() throws Exception {
        readersSeeEverythingOnce(Disturbance.SEVERAL, S3FileSystem.HADOOP);
    }

    @Tag("matrix")
    @ParameterizedTest
    @MethodSource("disturbances")
    @Timeout(600)
    void readersSeeEverythingOnce(Disturbance disturbance) throws Exception {
        readersSeeEverythingOnce(disturbance, S3FileSystem.HADOOP);
    }

    /** What differs between the file systems is the archive's and the snapshots', which both jobs have in common. */
    @Tag("matrix")
    @Test
    @Timeout(600)
    void readersSeeEverythingOnceWithTheNativeFileSystem() throws Exception {
        readersSeeEverythingOnce(Disturbance.THE_JOBS_JVM_IS_KILLED, S3FileSystem.NATIVE);
    }

    /** All, or the one that is chosen, but for what only the AML job has. */
    static Stream<Disturbance> disturbances() {
        return Disturbance.chosen().filter(disturbance -> disturbance != Disturbance.WHILE_MODELS_ARE_SWAPPED);
    }

    private static void readersSeeEverythingOnce(Disturbance disturbance, S3FileSystem fileSystem) throws Exception {
        try (Run run = Run.of(DisturbedMarket.of(disturbance.name(), fileSystem))) {
            disturbance.happen(run);
        }
    }
}
