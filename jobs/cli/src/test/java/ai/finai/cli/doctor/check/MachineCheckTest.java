package ai.finai.cli.doctor.check;

import static ai.finai.cli.doctor.check.Jobs.found;
import static ai.finai.cli.doctor.check.Jobs.of;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Finding;
import ai.finai.cli.doctor.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineCheckTest {

    @TempDir
    private Path folder;

    @Test
    void thisMachineCanRunTheJobs() throws Exception {
        List<Finding> found = found(new MachineCheck(List.of(job()), 1, 1));
        assertThat(of(Severity.STOPS, found)).isEmpty();
        assertThat(of(Severity.RISK, found)).isEmpty();
        assertThat(of(Severity.NOTE, found)).singleElement().asString().contains("Java ", "Flink 2.3");
    }

    @Test
    void littleSpaceAndFewOpenFilesAreRisks() throws Exception {
        assertThat(of(Severity.RISK, found(new MachineCheck(List.of(job()), Long.MAX_VALUE, Long.MAX_VALUE))))
                .hasSizeGreaterThan(1)
                .anyMatch(risk -> risk.contains("files open"))
                .anyMatch(risk -> risk.startsWith(folder + ":") && risk.contains("state.backend.rocksdb.localdir"));
    }

    private ExaminedJob job() {
        return Jobs.aml("s3://bank/archive", "state.backend.rocksdb.localdir", folder.toString());
    }
}
