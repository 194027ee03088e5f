package ai.finai.generator;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A way of laundering that the generator can act out. The first two are what the rule kinds of their names find; the others
 * no single rule describes, and they are acted out over ordinary life, for days to weeks.
 */
public enum Scenario {
    /** Cash paid in piecemeal, each amount at or just under the reporting threshold of 10,000. */
    STRUCTURING(StructuringEpisode::new, 0),
    /** A credit of 5,000 or more of which at least 80 % leave the account in less than a day. */
    RAPID_TRANSFER(RapidTransferEpisode::new, 0),
    /** An account silent for weeks comes into money, which leaves in pieces within days. */
    DORMANT(DormantEpisode::new, 0),
    /** Strangers' money comes in small sums, and is passed on within a day or two for a commission. */
    MULE(MuleEpisode::new, 0),
    /** Cash comes in many small sums, and is soon taken out elsewhere. */
    FUNNEL(FunnelEpisode::new, 0.25),
    /** A large sum comes, and leaves in small ones to many strangers within days. */
    FAN_OUT(FanOutEpisode::new, 0.25),
    /** Many strangers pay in within days, and a large sum goes abroad. */
    FAN_IN(FanInEpisode::new, 0),
    /** Money goes abroad and comes back from somebody else, again and again. */
    ROUND_TRIP(RoundTripEpisode::new, 0.25);

    private final Function<Stage, Story> story;
    /** How many of its episodes, from 0 to 1, are on shops' accounts; the others are on persons'. */
    final double onShops;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Scenario(Function<Stage, Story> story, double onShops) {
        this.story = story;
        this.onShops = onShops;
    }

    Story on(Stage stage) {
        return story.apply(stage);
    }

    /** As on the command line and in the labels file. */
    public String code() {
        return code;
    }

    /** Whether there is a rule kind of its name, which finds its episodes. */
    public boolean hasRule() {
        return this == STRUCTURING || this == RAPID_TRANSFER;
    }

    /** In fewer days it cannot be acted out. */
    public int leastDays() {
        return hasRule() ? 1 : SlowStory.LEAST_DAYS;
    }

    /** All codes, for messages. */
    public static String codes() {
        return Arrays.stream(values()).map(Scenario::code).collect(Collectors.joining(", "));
    }

    /** @throws IllegalArgumentException if there is none of that name; the message lists those there are */
    public static Scenario of(String code) {
        for (Scenario scenario : values()) {
            if (scenario.code.equals(code)) {
                return scenario;
            }
        }
        throw new IllegalArgumentException(
                "scenarios: unknown scenario '" + code + "'; known: " + codes() + ", or all");
    }
}
