package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.models.fixtures.TestModel;
import ai.finai.operators.scoring.AlertPolicy;
import ai.finai.operators.scoring.Scoring;
import ai.finai.state.reading.Snapshot;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State of accounts that a model scores. */
class ScoredStateTest {

    private static final long SEED = Long.getLong("finai.seed", new Random().nextInt(1_000_000));

    @TempDir
    Path folder;

    @Test
    void theModelInForceAndEachAccountsScoresAreThere() throws Exception {
        System.out.println("finai.seed " + SEED);
        try (WatchedPayments job = new WatchedPayments(folder, SEED)) {
            job.with(new Scoring(TestModel.MODEL.bytes(), AlertPolicy.DEFAULT, 0.25));
            job.start("rocksdb", 1, false, null);
            job.checkpoint();
            String id = job.checkpoint().toString();
            Map<String, Map<Long, Float>> scores = job.scores();
            long eventTime = Snapshot.at(id).note().eventTime();

            assertThat(rows(id, "SELECT role, name, version, sha256 FROM models"))
                    .containsExactly("champion," + TestModel.MODEL.name() + "," + TestModel.MODEL.version() + ","
                            + TestModel.MODEL.file().sha256());
            List<String> rows = rows(
                    "latest",
                    "SELECT account, score, epoch_ms(score_time), highest_score FROM account_profile WHERE account LIKE"
                            + " 'KT-0%' ORDER BY 1");
            assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
                String[] cells = row.split(",", -1);
                TreeMap<Long, Float> said = new TreeMap<>(scores.get(cells[0]));
                var last = said.floorEntry(eventTime);
                assertThat(Long.parseLong(cells[2])).isEqualTo(last.getKey());
                assertThat(Double.parseDouble(cells[1])).isCloseTo(last.getValue(), within(1e-6));
                assertThat(Double.parseDouble(cells[3]))
                        .isCloseTo(Collections.max(said.headMap(eventTime, true).values()), within(1e-6));
            });
        }
    }

    private List<String> rows(String snapshot, String sql) {
        Cli answer = finai(
                "state",
                "query",
                snapshot,
                sql,
                "--snapshots",
                "" + folder.resolve("checkpoints"),
                "--cache",
                "" + folder.resolve("cache"),
                "--output",
                "csv");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exitCode()).isEqualTo(ExitCode.OK);
        return answer.out().lines().skip(1).toList();
    }
}
