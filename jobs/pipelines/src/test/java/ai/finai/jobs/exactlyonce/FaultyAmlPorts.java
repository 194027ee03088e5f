package ai.finai.jobs.exactlyonce;

import ai.finai.events.Alert;
import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.AmlPorts;
import ai.finai.jobs.exactlyonce.faults.Faulty;
import ai.finai.jobs.exactlyonce.faults.Place;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import ai.finai.state.AmlOperator;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Production's ports, with operators between them and the graph that fail when a test says so. */
record FaultyAmlPorts(AmlPorts ports) implements AmlPorts {

    @Override
    public DataStream<Received<Transaction>> transactions(StreamExecutionEnvironment env) {
        return Faulty.at(Place.INTAKE, ports.transactions(env));
    }

    @Override
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        return ports.control(env);
    }

    @Override
    public void publish(WatchAccounts watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts) {
        WatchAccounts disturbed = new WatchAccounts(
                watched.postings(),
                Faulty.at(Place.ALERTS, watched.alerts()),
                watched.late(),
                watched.modelStatus(),
                watched.modelScores());
        ports.publish(disturbed, rejected, conflicts);
        Faulty.committer(rejected.getExecutionEnvironment(), AmlOperator.KAFKA_SINK);
    }

    @Override
    public void archive(
            DataStream<Transaction> accepted, DataStream<WatchedPosting> postings, DataStream<Alert> alerts) {
        ports.archive(Faulty.at(Place.INPUT_TABLE, accepted), Faulty.at(Place.WATCHED_TABLE, postings), alerts);
    }
}
