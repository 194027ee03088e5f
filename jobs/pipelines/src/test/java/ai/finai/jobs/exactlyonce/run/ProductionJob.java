package ai.finai.jobs.exactlyonce.run;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job with nothing around its ports, as {@code finai run} runs it. */
public interface ProductionJob {

    void define(StreamExecutionEnvironment env, Path configuration) throws IOException;
}
