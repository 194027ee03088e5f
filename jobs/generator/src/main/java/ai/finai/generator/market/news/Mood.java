package ai.finai.generator.market.news;

/** What a headline is for those who own the share it is about. */
public enum Mood {
    NEGATIVE,
    NEUTRAL,
    POSITIVE;

    /** -1, 0 or 1. */
    public int sign() {
        return ordinal() - 1;
    }

    public static Mood of(double move) {
        return move < 0 ? NEGATIVE : move > 0 ? POSITIVE : NEUTRAL;
    }
}
