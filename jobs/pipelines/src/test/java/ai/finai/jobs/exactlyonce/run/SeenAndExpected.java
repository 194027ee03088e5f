package ai.finai.jobs.exactlyonce.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.proof.JobOutput.Compared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What readers see of a job and what they must see. Both sides of what differs are left in {@code target/exactly-once}. */
public final class SeenAndExpected {

    private final Object repeat;
    private final Path folder;

    /** @param repeat how to repeat what was seen */
    public SeenAndExpected(Scenario scenario, Object repeat) {
        this.repeat = repeat;
        this.folder = JobProcess.folder().resolve(scenario.id());
    }

    public void same(List<Compared> compared) throws IOException {
        for (Compared both : compared) {
            if (!both.seen().equals(both.expected())) {
                Files.createDirectories(folder);
                Files.write(folder.resolve(both.what() + ".seen"), both.seen());
                Files.write(folder.resolve(both.what() + ".expected"), both.expected());
            }
            assertThat(both.seen())
                    .as("%s; both sides are in %s; repeat with %s", both.what(), folder, repeat)
                    .containsExactlyElementsOf(both.expected());
        }
    }
}
