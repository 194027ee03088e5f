package ai.finai.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlertBudgetTest {

    @Test
    void theHighestScoresAreAlerted() {
        float[] scores = {0.1f, 0.9f, 0.5f, 0.7f, 0.2f, 0.3f, 0.15f, 0.12f, 0.11f, 0.05f};
        AlertBudget budget = AlertBudget.of(Ranking.of(scores), scores, 0.2);
        boolean[] laundering = new boolean[10];
        laundering[1] = true;
        laundering[2] = true;
        assertThat(budget.alerts()).isEqualTo(2);
        assertThat(budget.recall(laundering)).isEqualTo(0.5);
        assertThat(budget.precision(laundering)).isEqualTo(0.5);
    }

    @Test
    void ofEqualScoresAtTheEndOfTheBudgetEachCountsInPart() {
        float[] scores = {0.9f, 0.5f, 0.5f, 0.5f, 0.5f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f};
        AlertBudget budget = AlertBudget.of(Ranking.of(scores), scores, 0.2);
        boolean[] laundering = new boolean[10];
        laundering[4] = true;
        assertThat(budget.recall(laundering)).isEqualTo(0.25);
        assertThat(budget.precision(laundering)).isEqualTo(0.125);
    }

    @Test
    void whatScoresNothingIsNeverAlerted() {
        float[] scores = {0, 1, 0, Float.NaN};
        AlertBudget budget = AlertBudget.of(Ranking.of(scores), scores, 1);
        assertThat(budget.alerts()).isEqualTo(1);
        assertThat(budget.recall(new boolean[] {true, true, false, true})).isEqualTo(1.0 / 3);
        assertThat(AlertBudget.of(Ranking.of(new float[3]), new float[3], 0.5).precision(new boolean[3]))
                .isNaN();
    }

    @Test
    void oneRowCanAlwaysBeAlerted() {
        float[] scores = {0.1f, 0.2f};
        assertThat(AlertBudget.of(Ranking.of(scores), scores, 0.001).alerts()).isEqualTo(1);
    }
}
