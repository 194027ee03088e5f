package ai.finai.generator.market;

import ai.finai.generator.HeavyTail;
import ai.finai.generator.Randomness;

/**
 * What a day holds for a symbol beyond the usual: a jump, a halt, a split, a time of high volatility. Planned when the day
 * begins, so that news can come before a jump.
 */
final class Incidents {

    private static final double HALTS = 0.01;
    private static final double JUMP_AFTER_HALT = 0.5;
    private static final double JUMP_OVERNIGHT = 0.3;
    private static final double REGIMES = 0.008;
    private static final double SPLITS = 0.002;
    private static final int BARS_FOR_HALT = 8;
    private static final int NONE = -1;

    /** In usual deviations of a day. */
    private static final double LEAST_JUMP = 4;

    private static final HeavyTail JUMP_SIZES = new HeavyTail(6, 0.35, 4, 12);

    private final Session session;
    private final double deviation;

    /** The bar in or before which the price jumps; -1 for none. */
    int jumpBar;
    /** Whether the bar opens where the price has jumped to, and does not jump itself. */
    boolean jumpAtOpen;
    /** Log return. */
    double jump;
    /** Epoch milliseconds, within the bar. */
    long jumpTime;

    /** The bars from the first to before the second are missing; none where they are equal. */
    int haltFrom;

    int haltUntil;
    /** New shares for an old one from this day on; 0 for no split. */
    double split;
    /** From this bar on volatility is {@link #multiple} times the usual; -1 where nothing changes. */
    int regimeBar;

    double multiple = 1;
    private long regimeEnds = Long.MIN_VALUE;
    private int closedDays;
    private boolean haltedBefore;

    /** @param deviation usual standard deviation of the symbol's own daily log return */
    Incidents(Session session, double deviation) {
        this.session = session;
        this.deviation = deviation;
    }

    /** What is planned for a trading day. */
    void plan(long day, boolean first, double price, double jumps, Randomness random) {
        planSplit(first, price, random);
        planRegime(day, random);
        planJump(day, jumps, random);
        planHalt(day, random);
    }

    private void planSplit(boolean first, double price, Randomness random) {
        boolean chance = random.chance(SPLITS);
        split = 0;
        if (first || closedDays > 0) {
            return; // before the first day there is nothing to adjust
        }
        if (price > 500 || chance && price > 60) {
            double[] few = {1.5, 2, 2, 3, 4};
            split = price > 1_000 ? 10 : price > 300 ? 4 : few[random.below(few.length)];
        } else if (price < 2.5 || chance && price < 12) {
            split = 0.1;
        }
    }

    private void planRegime(long day, Randomness random) {
        regimeBar = NONE;
        if (regimeEnds != Long.MIN_VALUE) {
            if (day >= regimeEnds) {
                regimeEnds = Long.MIN_VALUE;
                regimeBar = 0;
                multiple = 1;
            }
        } else if (random.chance(REGIMES)) {
            regimeBar = random.below(session.bars);
            multiple = random.between(2.0, 4.0);
            regimeEnds = day + random.between(3, 14);
        }
    }

    private void planJump(long day, double jumps, Randomness random) {
        jumpBar = NONE;
        if (random.chance(jumps)) {
            boolean overnight = random.chance(JUMP_OVERNIGHT);
            jumpAt(day, overnight ? 0 : random.below(session.bars), overnight, random);
        }
    }

    private void jumpAt(long day, int bar, boolean atOpen, Randomness random) {
        jumpBar = bar;
        jumpAtOpen = atOpen;
        double size = deviation * Math.max(LEAST_JUMP, JUMP_SIZES.draw(random));
        jump = random.chance(0.5) ? size : -size;
        jumpTime = session.opens(day, bar) + (atOpen ? 0 : random.between(1, session.trading() - 1));
    }

    private void planHalt(long day, Randomness random) {
        haltFrom = 0;
        haltUntil = 0;
        boolean begins = random.chance(HALTS);
        if (session.isDay()) {
            planClosedDays(day, begins, random);
        } else if (begins && session.bars >= BARS_FOR_HALT) {
            long length = random.between(5 * 60_000, 60 * 60_000);
            int bars = (int) Math.max(1, Math.min(session.bars / 4, length / session.interval));
            haltFrom = 1 + random.below(session.bars - bars - 1);
            haltUntil = haltFrom + bars;
            boolean jumpsMeanwhile = jumpBar >= haltFrom && jumpBar < haltUntil;
            if (jumpsMeanwhile || jumpBar == NONE && random.chance(JUMP_AFTER_HALT)) {
                jumpAt(day, haltUntil, true, random);
            }
        }
    }

    /** By the day: a halt lasts for one to three of them. */
    private void planClosedDays(long day, boolean begins, Randomness random) {
        haltedBefore = closedDays > 0;
        if (haltedBefore) {
            closedDays--;
        } else if (begins) {
            closedDays = 1 + random.below(3);
        }
        if (closedDays > 0) {
            haltUntil = 1;
            split = 0;
            jumpBar = NONE;
        } else if (haltedBefore && random.chance(JUMP_AFTER_HALT)) {
            jumpAt(day, 0, true, random);
        }
    }

    boolean hasJump() {
        return jumpBar != NONE;
    }

    boolean isHalted(int bar) {
        return bar >= haltFrom && bar < haltUntil;
    }

    /** Whether a halt begins on this day. */
    boolean haltBegins() {
        return haltUntil > haltFrom && !(session.isDay() && haltedBefore);
    }

    /** Seconds of trading, counted on the day on which it begins. */
    long haltSeconds() {
        return session.isDay() ? closedDays * Session.LENGTH / 1000 : (haltUntil - haltFrom) * session.interval / 1000;
    }
}
