package ai.finai.laboratory.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.cli.CommandFailed;
import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

    @TempDir
    private Path folder;

    private Labels read(LabelsOf which, String... lines) throws IOException {
        return Labels.read(file(lines).toString(), which);
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), String.join("\n", lines) + "\n");
    }

    private static Posting side(String id, Direction direction) {
        boolean credit = direction == Direction.CREDIT;
        return new Posting(
                credit ? "A2" : "A1",
                direction,
                credit ? "A1" : "A2",
                10_000,
                "USD",
                10_000,
                "TRANSFER",
                null,
                null,
                1_767_571_200_000L,
                id,
                new Origin("input", 0, 1));
    }

    @Test
    void generatedEpisodesAreTheOneAccountsSideAndNearMissesAreNone() throws IOException {
        Labels labels = read(
                LabelsOf.PATTERN,
                "label,scenario,kind,near_miss,expected,account,place,transaction_id",
                "structuring-0001,structuring,episode,,true,A2,1,T1",
                "structuring-near-miss-0001,structuring,near-miss,too-few,false,A2,1,T2");
        assertThat(labels.typology(side("T1", Direction.CREDIT))).isEqualTo("structuring");
        assertThat(labels.typology(side("T1", Direction.DEBIT))).isNull();
        assertThat(labels.typology(side("T2", Direction.CREDIT))).isNull();
        assertThat(labels.count()).isEqualTo(1);
        assertThat(labels.unmet()).isZero();
    }

    @Test
    void ofAmlSimEveryPatternCountsOrThatWhichIsSuspicious() throws IOException {
        String[] lines = {"tran_id,is_sar,alert_id,alert_type", "1,1,75,fan_in", "2,0,76,scatter_gather"};
        Labels patterns = read(LabelsOf.PATTERN, lines);
        assertThat(patterns.typology(side("1", Direction.CREDIT))).isEqualTo("fan-in");
        assertThat(patterns.typology(side("1", Direction.DEBIT))).isEqualTo("fan-in");
        assertThat(patterns.typology(side("2", Direction.DEBIT))).isEqualTo("scatter-gather");
        Labels suspicious = read(LabelsOf.SAR, lines);
        assertThat(suspicious.typology(side("1", Direction.DEBIT))).isEqualTo("fan-in");
        assertThat(suspicious.typology(side("2", Direction.DEBIT))).isNull();
    }

    @Test
    void ofAmlWorldTheAttemptsCount() throws IOException {
        Labels labels = read(
                LabelsOf.PATTERN,
                "tran_id,is_laundering,attempt_id,typology,pattern_name,seq",
                "W1,1,IBM-2,GATHER-SCATTER,\"GATHER-SCATTER:  Max 3-degree, Fan-In\",0",
                "W2,0,,,,");
        assertThat(labels.typology(side("W1", Direction.CREDIT))).isEqualTo("gather-scatter");
        assertThat(labels.typology(side("W2", Direction.CREDIT))).isNull();
    }

    @Test
    void aLabelThatMeetsNoPostingIsCounted() throws IOException {
        Labels labels = read(
                LabelsOf.PATTERN,
                "label,scenario,kind,near_miss,expected,account,place,transaction_id",
                "s-1,structuring,episode,,true,A2,1,T1",
                "s-1,structuring,episode,,true,A9,2,T1",
                "s-1,structuring,episode,,true,A2,3,T3");
        labels.typology(side("T1", Direction.CREDIT));
        labels.typology(side("T1", Direction.DEBIT));
        assertThat(labels.unmet()).isEqualTo(2);
    }

    @Test
    void gzipIsFoundOut() throws IOException {
        Path packed = folder.resolve("labels");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("tran_id,is_sar,alert_id,alert_type\n1,1,75,fan_in\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Labels.read(packed.toString(), LabelsOf.PATTERN).count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b|1,2|1: the columns a,b are no labels|tran_id,is_sar,alert_id,alert_type (AMLSim)",
                "tran_id,is_sar,alert_id,alert_type|1,yes,3,fan|2: is_sar is 'yes'|expected 0 or 1",
                "tran_id,is_sar,alert_id,alert_type|1,1,3|2: 3 cells|the header has 4",
                "tran_id,is_sar,alert_id,alert_type|,1,3,fan|2: tran_id is empty|empty",
                "transaction_id,account,scenario,kind|T1,A1,structuring,maybe|2: kind is 'maybe'|episode or near-miss"
            })
    void whatIsWrongIsSaidWithItsPlace(String header, String row, String problem, String more) throws IOException {
        String file = file(header, row).toString();
        assertThatThrownBy(() -> Labels.read(file, LabelsOf.PATTERN))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith(file + ':' + problem)
                .hasMessageContaining(more);
    }
}
