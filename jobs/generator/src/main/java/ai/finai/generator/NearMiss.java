package ai.finai.generator;

import java.util.Locale;

/** Why something that looks like an episode is none by the rule's default parameters. The code is the name in lower case with hyphens. */
public enum NearMiss {
    /** Two deposits in the band, where three are needed. */
    ONE_DEPOSIT_TOO_FEW(Scenario.STRUCTURING),
    /** At most two deposits in the band, the others up to 400 below its lower end of 8,000. */
    AMOUNTS_BELOW_BAND(Scenario.STRUCTURING),
    /** At most two deposits in the band, the others from one cent to 400 above 10,000: those were reported. */
    AMOUNTS_ABOVE_THRESHOLD(Scenario.STRUCTURING),
    /** Three deposits, the last one from exactly seven days to an hour more after the first. */
    DEPOSITS_TOO_FAR_APART(Scenario.STRUCTURING),
    /** Amounts and times of an episode, but transferred and not in cash. */
    NOT_CASH(Scenario.STRUCTURING),

    /** A credit from 4,900.00 to 4,999.99 that leaves at once. */
    CREDIT_TOO_SMALL(Scenario.RAPID_TRANSFER),
    /** 79 to just under 80 percent leave in time; sometimes one cent is missing. */
    TOO_LITTLE_LEAVES(Scenario.RAPID_TRANSFER),
    /** The debit that reaches 80 percent comes from exactly 24 hours to an hour more after the credit. */
    LEAVES_TOO_LATE(Scenario.RAPID_TRANSFER),
    /** As much leaves in time, but before the credit comes. */
    LEAVES_BEFORE_CREDIT(Scenario.RAPID_TRANSFER);

    private final Scenario scenario;

    NearMiss(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Which scenario it nearly is. */
    public Scenario scenario() {
        return scenario;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
