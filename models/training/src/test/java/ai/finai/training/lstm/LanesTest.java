package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final int HIDDEN = 2;

    private final LabelledPostings data = Bank.of(5, 20, 37);
    private final Scaling scaling = Scaling.of(data, Feature.all(), data.size());

    @Test
    void inAnEpochEachTrainingPostingTrainsOnceAndNoOtherDoes() {
        long seed = System.nanoTime();
        int before = data.size() * 2 / 3;
        int[] trained = new int[data.size()];
        walk(Stretch.ofEpoch(data, before, 1_000, 8, new SplittableRandom(seed)), chunk -> {
            for (int cell = 0; cell < chunk.rows().length; cell++) {
                if (chunk.targets()[cell] != Chunk.NOTHING) {
                    int row = chunk.rows()[cell];
                    trained[row]++;
                    assertThat(chunk.targets()[cell] == Chunk.POSITIVE).isEqualTo(data.laundering(row));
                }
            }
        });
        for (int row = 0; row < data.size(); row++) {
            assertThat(trained[row]).as("row %s, seed %s", row, seed).isEqualTo(row < before ? 1 : 0);
        }
    }

    @Test
    void ofALongAccountOneStretchTrainsAndTheOneBeforeItOnlyWarmsUp() {
        long seed = System.nanoTime();
        List<Stretch> stretches = Stretch.ofEpoch(data, data.size(), 10, 4, new SplittableRandom(seed));

        assertThat(stretches).hasSize(20).allSatisfy(stretch -> {
            assertThat(stretch.until() - stretch.countFrom()).isEqualTo(10);
            assertThat(stretch.from()).isEqualTo(Math.max(0, stretch.countFrom() - 4));
        });
        int[] counted = new int[1];
        walk(stretches, chunk -> {
            for (byte target : chunk.targets()) {
                counted[0] += target == Chunk.NOTHING ? 0 : 1;
            }
        });
        assertThat(counted[0]).as("seed %s", seed).isEqualTo(200);
    }

    @Test
    void aStateGoesWithItsAccountFromChunkToChunkAndBeginsAsZeros() {
        long seed = System.nanoTime();
        Lanes lanes = new Lanes(
                data, scaling, HIDDEN, 3, 8, Stretch.ofEpoch(data, data.size(), 1_000, 8, new SplittableRandom(seed)));
        // A made-up state that counts the account's postings and remembers the account.
        for (Chunk chunk = lanes.next(); chunk != null; chunk = lanes.next()) {
            float[] counts = new float[chunk.lanes() * HIDDEN];
            float[] accounts = new float[chunk.lanes() * HIDDEN];
            for (int lane = 0; lane < chunk.lanes(); lane++) {
                int first = chunk.rows()[lane];
                int account = data.account(first);
                int seen = Stretch.below(data.rows(account), first);
                assertThat(chunk.hiddenState()[lane * HIDDEN])
                        .as("seed %s", seed)
                        .isEqualTo(seen);
                assertThat(chunk.cellState()[lane * HIDDEN]).as("seed %s", seed).isEqualTo(seen == 0 ? 0 : account + 1);
                for (int step = 0; step < chunk.steps(); step++) {
                    seen += chunk.rows()[step * chunk.lanes() + lane] >= 0 ? 1 : 0;
                }
                counts[lane * HIDDEN] = seen;
                accounts[lane * HIDDEN] = account + 1;
            }
            lanes.carry(chunk, counts, accounts);
        }
    }

    private interface Looking {
        void at(Chunk chunk);
    }

    private void walk(List<Stretch> stretches, Looking looking) {
        Lanes lanes = new Lanes(data, scaling, HIDDEN, 3, 8, stretches);
        for (Chunk chunk = lanes.next(); chunk != null; chunk = lanes.next()) {
            looking.at(chunk);
            lanes.carry(chunk, new float[chunk.lanes() * HIDDEN], new float[chunk.lanes() * HIDDEN]);
        }
    }
}
