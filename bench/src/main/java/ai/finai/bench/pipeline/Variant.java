package ai.finai.bench.pipeline;

import ai.finai.events.Alert;
import ai.finai.events.LateEvent;
import ai.finai.events.Transaction;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.AmlPorts;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.jobs.archive.ArchiveTables;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.intake.Deduplicate;
import ai.finai.operators.intake.EventKinds;
import ai.finai.operators.intake.Intake;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.AmlOperator;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** The job, whole or without some of its parts. */
enum Variant {
    WHOLE("whole", "the whole job", true),
    WITHOUT_DEDUPLICATION("no-deduplication", "without deduplication", false),
    /** Split, account operator, postings and alerts tables are taken out; the Kafka sink stays for dead letters. */
    WITHOUT_ACCOUNTS("no-accounts", "without split, accounts and their sinks", true) {
        @Override
        void define(StreamExecutionEnvironment env, AmlConfig config) {
            AmlPorts ports = new KafkaAndS3Ports(config);
            Intake<Transaction> intake = Intake.of(ports.transactions(env), EventKinds.TRANSACTION, AmlOperator.INTAKE);
            Deduplicate<Transaction> deduplicated = Deduplicate.of(
                    intake.valid(), EventKinds.TRANSACTION, AmlOperator.DEDUPLICATION, config.deduplication());

            // Streams on which nothing ever comes.
            var valid = (SingleOutputStreamOperator<Transaction>) intake.valid();
            var alerts = valid.getSideOutput(new OutputTag<Alert>("no-alerts", EventTypes.ALERT));
            var late = valid.getSideOutput(new OutputTag<LateEvent>("nothing-late", EventTypes.LATE_EVENT));
            var postings = valid.getSideOutput(new OutputTag<>("no-postings", EventTypes.WATCHED_POSTING));
            var status = valid.getSideOutput(new OutputTag<>("no-model-status", EventTypes.MODEL_STATUS));
            var scores = valid.getSideOutput(new OutputTag<>("no-model-scores", EventTypes.MODEL_SCORE));
            ports.publish(
                    new WatchAccounts(postings, alerts, late, status, scores),
                    intake.rejected(),
                    deduplicated.conflicts());
            ArchiveTables.of(config.archive()).transactions(deduplicated.accepted());
        }
    };

    final String code;
    final String title;
    final boolean deduplicates;

    Variant(String code, String title, boolean deduplicates) {
        this.code = code;
        this.title = title;
        this.deduplicates = deduplicates;
    }

    void define(StreamExecutionEnvironment env, AmlConfig config) {
        AmlJob.define(env, config, new KafkaAndS3Ports(config));
    }
}
