package ai.finai.cli.demo;

import ai.finai.jobs.archive.ArchiveConfig;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.operators.intake.EventWatermarks;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A job of the demo with what feeds it.
 *
 * @param graph as in production
 * @param taker gets each record of the alerts topic when it is committed; null where nobody looks
 */
record DemoJob(
        String name,
        KafkaConfig kafka,
        EventWatermarks.Config watermarks,
        ArchiveConfig archive,
        Consumer<StreamExecutionEnvironment> graph,
        DemoFeed feed,
        @Nullable Consumer<byte[]> taker) {}
