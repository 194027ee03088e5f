package ai.finai.generator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an episode or a near miss: the truth to judge a detector by.
 *
 * @param id unique in a run: {@code structuring-0001}, {@code rapid-transfer-near-miss-0007}
 * @param nearMiss why it is none; null for an episode
 * @param account on which it happens
 * @param transactionIds its transactions, in order; where the scenario has a rule, there is nothing else on that account that
 *     could make or unmake it
 */
public record Label(
        String id, Scenario scenario, @Nullable NearMiss nearMiss, String account, List<String> transactionIds) {

    public Label {
        transactionIds = List.copyOf(transactionIds);
    }

    /** Whether it is laundering, and not a near miss. */
    public boolean episode() {
        return nearMiss == null;
    }

    /**
     * Whether the scenario's rule, with its default parameters, alerts on these transactions. Of a scenario without a rule
     * never: what alerts on it is left open.
     */
    public boolean expected() {
        return episode() && scenario.hasRule();
    }
}
