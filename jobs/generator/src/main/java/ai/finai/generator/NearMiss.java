package ai.finai.generator;

import java.util.Locale;

/** Why something that looks like an episode is none: by the rule's default parameters, or because it is honest. The code is the name in lower case with hyphens. */
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
    LEAVES_BEFORE_CREDIT(Scenario.RAPID_TRANSFER),

    /** What was silent comes into money that stays, or goes into savings. */
    INHERITANCE_KEPT(Scenario.DORMANT),
    /** Who comes back brings money of his own and furnishes a home. */
    RETURNING_CUSTOMER(Scenario.DORMANT),

    /** 5 to 14 members pay in what goes to one merchant one to two weeks later. */
    CLUB_TREASURER(Scenario.MULE),
    /** Strangers pay for second-hand goods; most of the money stays. */
    SECOND_HAND_SELLER(Scenario.MULE),
    /** Two or three relatives give what goes to the same relative abroad. */
    FAMILY_REMITTER(Scenario.MULE),
    /** Clients at home and abroad pay; at most half goes to a subcontractor. */
    PAID_FREELANCER(Scenario.MULE),

    /** A shop pays in its takings and pays its suppliers. */
    SHOP_TAKINGS(Scenario.FUNNEL, 1),
    /** Cash gifts and tips that stay, or go into savings. */
    CASH_SAVED(Scenario.FUNNEL),
    /** Somebody paid in cash sends a part of it to the same relative abroad. */
    TIPS_SENT_HOME(Scenario.FUNNEL),

    /** A shop is paid for something large and pays wages, twice or more to the same people. */
    PAYROLL(Scenario.FAN_OUT, 1),
    /** A large sum of which a part goes to a few relatives, in larger sums. */
    SHARED_INHERITANCE(Scenario.FAN_OUT),
    /** A loan or savings go to tradespeople over weeks, to most of them several times. */
    RENOVATION(Scenario.FAN_OUT),

    /** Many give for something that is paid for one to two weeks later, at home or abroad. */
    PARTY_COLLECTION(Scenario.FAN_IN),
    /** The same tenants pay their rents; the mortgage and repairs are paid from them. */
    RENTS_RECEIVED(Scenario.FAN_IN),
    /** A shop's customers pay within a few days; suppliers get a part. */
    BUSY_WEEKEND(Scenario.FAN_IN, 1),

    /** What is paid to a firm abroad comes back from the same firm in part, or all of it. */
    INVOICES_AND_REFUNDS(Scenario.ROUND_TRIP, 0.5),
    /** What is lent is paid back by whom it was lent to. */
    FAMILY_LOAN(Scenario.ROUND_TRIP),
    /** A trader buys and sells abroad: other firms, other sums, in any order. */
    TRADE_ABROAD(Scenario.ROUND_TRIP, 1);

    private final Scenario scenario;
    /** How many, from 0 to 1, are on shops' accounts; the others are on persons'. */
    final double onShops;

    NearMiss(Scenario scenario) {
        this(scenario, 0);
    }

    NearMiss(Scenario scenario, double onShops) {
        this.scenario = scenario;
        this.onShops = onShops;
    }

    /** Which scenario it nearly is. */
    public Scenario scenario() {
        return scenario;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
