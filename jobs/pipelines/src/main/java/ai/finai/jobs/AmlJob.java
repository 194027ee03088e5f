package ai.finai.jobs;

import ai.finai.events.Posting;
import ai.finai.operators.Deduplicate;
import ai.finai.operators.Intake;
import ai.finai.operators.SplitIntoPostings;
import ai.finai.operators.WatchAccounts;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Watches payments for money laundering. What it reads and writes: src/docs/topics.md; how it is configured:
 * src/docs/configuration.md.
 */
public final class AmlJob {

    private AmlJob() {}

    /**
     * What a cluster runs.
     *
     * @param arguments {@code --config FILE}
     */
    public static void main(String[] arguments) throws Exception {
        AmlConfig config = AmlConfig.load(arguments);
        StreamExecutionEnvironment env = FlinkEnvironment.create(new Configuration());
        Prerequisites.check(config, env.getConfiguration());
        define(env, config, new KafkaAndS3Ports(config));
        env.execute(config.job().name());
    }

    /** The whole graph. Tests and backtests pass their own ports. */
    public static void define(StreamExecutionEnvironment env, AmlConfig config, AmlPorts ports) {
        Intake intake = Intake.of(ports.transactions(env));
        Deduplicate deduplicated = Deduplicate.of(intake.valid(), config.deduplication());
        DataStream<Posting> postings = SplitIntoPostings.of(deduplicated.accepted(), config.rates());
        WatchAccounts watched = WatchAccounts.of(postings, ports.control(env), config.watch());

        ports.publish(watched, intake.rejected(), deduplicated.conflicts());
        ports.archive(deduplicated.accepted(), watched.postings(), watched.alerts());
    }
}
