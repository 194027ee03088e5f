package ai.finai.jobs.savepoints;

import ai.finai.jobs.fixture.SavepointRequest;
import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.local.LocalJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Takes savepoints of a job that goes on. */
record Savepoints(Scenario scenario, Path folder) {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** @param form {@code canonical} or {@code native} */
    Path take(LocalJob job, String form) throws Exception {
        return SavepointRequest.savepoint(
                scenario.cluster().webInterface(), job.id(), folder, form.toUpperCase(Locale.ROOT), PATIENCE);
    }
}
