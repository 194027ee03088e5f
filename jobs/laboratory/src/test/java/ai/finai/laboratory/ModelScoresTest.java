package ai.finai.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.lstm.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelScoresTest {

    /** Another value tries other postings. */
    private static final long SEED = Long.getLong("finai.seed", 0);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 255, 256, 257, 900})
    void eachAccountIsSteppedByItselfHoweverManyThereAre(int accounts) throws Exception {
        System.out.println("finai.seed=" + SEED);
        LabelledPostings postings = postings(accounts);
        try (StepModel model = StepModel.open(ModelFile.of(SmallModel.onnx("USD")))) {
            float[] scores = Scores.of(model, postings, rows -> {});
            for (int account = 0; account < postings.accounts(); account++) {
                int[] rows = postings.rows(account);
                List<float[]> features = new ArrayList<>();
                for (int row : rows) {
                    features.add(
                            Arrays.copyOfRange(postings.features(), row * Feature.COUNT, (row + 1) * Feature.COUNT));
                }
                float[] alone = model.scores(features);
                for (int i = 0; i < rows.length; i++) {
                    assertThat(scores[rows[i]]).as("row %d", rows[i]).isEqualTo(alone[i]);
                }
            }
        }
    }

    private static LabelledPostings postings(int accounts) {
        Random random = new Random(SEED);
        LabelledPostings.Builder builder = new LabelledPostings.Builder("USD");
        for (int i = 0; i < 4_000; i++) {
            // Some accounts have many postings, most have few.
            int account = (int) (accounts * Math.pow(random.nextDouble(), 3));
            long amount = 1 + random.nextInt(1_000_000);
            builder.add(
                    new Posting(
                            "A" + account,
                            Direction.CREDIT,
                            null,
                            amount,
                            "USD",
                            amount,
                            "CASH",
                            null,
                            null,
                            1_767_571_200_000L + i * 60_000L,
                            String.format("T%05d", i),
                            new Origin("input", 0, i)),
                    null);
        }
        return builder.build();
    }
}
