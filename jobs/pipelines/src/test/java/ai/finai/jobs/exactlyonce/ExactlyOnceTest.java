package ai.finai.jobs.exactlyonce;

import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.config.KafkaConfig.TransactionNaming;
import ai.finai.jobs.exactlyonce.run.Disturbance;
import ai.finai.jobs.exactlyonce.run.Run;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The production graph on a real broker and a real S3 server, disturbed while payments come. In the end readers of
 * committed records and of the tables see what an undisturbed run gives, nothing lost and nothing twice: {@link AmlVerdict}.
 */
class ExactlyOnceTest {

    @Test
    @Timeout(300)
    void readersSeeEverythingOnceAfterFailuresAStopAndAnotherParallelism() throws Exception {
        readersSeeEverythingOnce(Disturbance.SEVERAL, S3FileSystem.HADOOP);
    }

    @Tag("matrix")
    @Test
    @Timeout(600)
    void readersSeeEverythingOnceWithPooledTransactions() throws Exception {
        try (Run run = Run.of(DisturbedAml.of("pooled", S3FileSystem.HADOOP, TransactionNaming.POOLING))) {
            Disturbance.BETWEEN_SNAPSHOT_AND_COMMIT.happen(run);
        }
    }

    @Tag("matrix")
    @ParameterizedTest
    @MethodSource
    @Timeout(600)
    void readersSeeEverythingOnce(Disturbance disturbance, S3FileSystem fileSystem) throws Exception {
        try (Run run = Run.of(DisturbedAml.of(disturbance.name(), fileSystem))) {
            disturbance.happen(run);
        }
    }

    /** All, or those of {@code -Dfinai.disturbance=NAME}. */
    static Stream<Arguments> readersSeeEverythingOnce() {
        return Arrays.stream(S3FileSystem.values())
                .flatMap(fileSystem -> Disturbance.chosen().map(what -> Arguments.of(what, fileSystem)));
    }
}
