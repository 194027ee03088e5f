package ai.finai.cli.backtest.ends;

import ai.finai.jobs.FlinkEnvironment;
import ai.finai.jobs.local.LocalMemory;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the job of a backtest runs: in this JVM. */
public final class BacktestEnvironment {

    private BacktestEnvironment() {}

    /** @param parallelism of the job; changes no result */
    public static StreamExecutionEnvironment of(int parallelism) {
        Configuration flink = new Configuration();
        LocalMemory.forSlots(flink, parallelism);
        StreamExecutionEnvironment env = FlinkEnvironment.create(flink);
        env.getCheckpointConfig().disableCheckpointing(); // what fails is run again
        return env.setParallelism(parallelism);
    }
}
