package ai.finai.generator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An episode or a near miss: planned payments, and their ids as they are given. */
final class Episode {

    /** One of its payments. Time in epoch milliseconds, amount in minor units. */
    record Step(long time, int debtor, int creditor, long amount, Denomination currency, Kind kind) {}

    final String id;
    final Scenario scenario;
    final @Nullable NearMiss nearMiss;
    final int account;
    /** In order. */
    final List<Step> steps;

    private final List<String> given = new ArrayList<>();

    Episode(String id, Scenario scenario, @Nullable NearMiss nearMiss, int account, List<Step> steps) {
        this.id = id;
        this.scenario = scenario;
        this.nearMiss = nearMiss;
        this.account = account;
        this.steps = steps;
    }

    void give(String transactionId) {
        given.add(transactionId);
    }

    boolean complete() {
        return given.size() == steps.size();
    }

    Label label(String accountId) {
        return new Label(id, scenario, nearMiss, accountId, given);
    }
}
