package ai.finai.jobs.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What production's JSON log holds after a run of both jobs with valid, bad, late and doubled records and a failure. */
@Timeout(600)
class LogsTest {

    @Test
    void noLineHoldsAnAccountANameOrFreeText() throws Exception {
        assertThat(ObservedJobs.run().log()).hasSizeGreaterThan(100).allSatisfy(line -> assertThat(line)
                .doesNotContain(ObservedJobs.PERSONAL));
    }

    @Test
    void everyLineIsJsonAndAFailureSaysJobTaskSubtaskAndTheRecordWithoutItsPeople() throws Exception {
        List<JsonNode> failures = new ArrayList<>();
        for (String line : ObservedJobs.run().log()) {
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.fieldNames()).toIterable().contains("time", "level", "logger", "thread", "message");
            assertThat(json.path("job").asText())
                    .as("what the environment calls the job")
                    .isEqualTo(System.getenv("FINAI_JOB"))
                    .isNotEmpty();
            if (json.path("error").asText().contains("cannot keep Transaction[transactionId=" + ObservedJobs.FAILED)) {
                failures.add(json);
            }
        }
        assertThat(failures).isNotEmpty().anySatisfy(failure -> {
            assertThat(failure.path("jobId").asText()).hasSize(32);
            assertThat(failure.path("task").asText())
                    .startsWith("Deduplicate -> ")
                    .endsWith(")");
            assertThat(failure.path("subtask").asText()).isEqualTo("1");
            assertThat(failure.path("error").asText()).contains("debtorAccount=***", "purpose=***");
        });
    }
}
