package ai.finai.generator;

import ai.finai.generator.Episode.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens on an account in an episode of one scenario, or in one of its near misses. */
abstract class Story {

    final Bank bank;
    final int account;
    final Denomination currency;
    final Randomness random;
    final long from;
    final long until;

    Story(Stage stage) {
        this.bank = stage.bank();
        this.account = stage.account();
        this.currency = bank.country(account).currency;
        this.random = stage.random();
        this.from = stage.from();
        this.until = stage.until();
    }

    /** The payments of the near miss, of the episode where that is null; in any order. */
    abstract List<Step> steps(@Nullable NearMiss nearMiss);
}
