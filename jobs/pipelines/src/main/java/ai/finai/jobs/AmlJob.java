package ai.finai.jobs;

import ai.finai.events.Posting;
import ai.finai.events.Transaction;
import ai.finai.operators.SplitIntoPostings;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.intake.Deduplicate;
import ai.finai.operators.intake.EventKinds;
import ai.finai.operators.intake.Intake;
import ai.finai.state.AmlOperator;
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
        ClusterProgram.run(env -> {
            AmlConfig config = AmlConfig.load(arguments);
            Prerequisites.await(config.kafka(), config.watermarks(), config.archive(), env.getConfiguration());
            define(env, config, new KafkaAndS3Ports(config));
            return config.job().name();
        });
    }

    /** The whole graph. Tests and backtests pass their own ports. */
    public static void define(StreamExecutionEnvironment env, AmlConfig config, AmlPorts ports) {
        Intake<Transaction> intake = Intake.of(ports.transactions(env), EventKinds.TRANSACTION, AmlOperator.INTAKE);
        Deduplicate<Transaction> deduplicated = Deduplicate.of(
                intake.valid(), EventKinds.TRANSACTION, AmlOperator.DEDUPLICATION, config.deduplication());
        DataStream<Posting> postings = SplitIntoPostings.of(deduplicated.accepted(), config.rates());
        WatchAccounts watched = WatchAccounts.of(postings, ports.control(env), config.watch());

        ports.publish(watched, intake.rejected(), deduplicated.conflicts());
        ports.archive(deduplicated.accepted(), watched.postings(), watched.alerts());
    }
}
