package ai.finai.jobs.savepoints;

import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.local.LocalJob;
import java.util.List;

/** A job whose savepoints are kept, with its topics. */
interface SavedJob extends AutoCloseable {

    Scenario scenario();

    LocalJob start(int parallelism, String savepoint) throws Exception;

    /** What a topic is called on the broker. @param name as in the configuration */
    String topic(String name);

    /** Waits until event time has passed all but the last records. */
    void awaitTime(LocalJob job, List<SavepointFolder.Line> sent) throws Exception;

    /** A line for each alert, late event and dead letter that is out. */
    List<String> outcome();

    /** What is fed before the savepoints, where they are written anew. */
    List<SavepointFolder.Line> writtenBefore();

    List<SavepointFolder.Line> writtenAfter();

    default void send(List<SavepointFolder.Line> lines) throws Exception {
        for (SavepointFolder.Line line : lines) {
            scenario()
                    .send(
                            topic(line.topic()),
                            line.key().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            line.value().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            null);
        }
        scenario().flush();
    }

    @Override
    default void close() throws Exception {
        scenario().close();
    }
}
