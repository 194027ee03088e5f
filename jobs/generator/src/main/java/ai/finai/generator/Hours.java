package ai.finai.generator;

/** When in a day something happens, in local time: weights of the 24 hours. */
enum Hours {
    SHOPPING(1, 0, 0, 0, 0, 1, 3, 8, 14, 18, 22, 28, 34, 30, 24, 22, 26, 36, 40, 32, 20, 12, 6, 3),
    LEISURE(3, 1, 1, 0, 0, 1, 3, 8, 12, 14, 14, 14, 18, 16, 14, 14, 16, 22, 30, 36, 38, 30, 18, 8),
    OFFICE(0, 0, 0, 0, 0, 0, 0, 1, 8, 24, 30, 28, 16, 20, 28, 26, 16, 6, 0, 0, 0, 0, 0, 0),
    /** Branches and night safes, after the shops count their tills. */
    CLOSING(0, 0, 0, 0, 0, 0, 0, 0, 4, 10, 6, 4, 4, 4, 4, 6, 12, 24, 30, 24, 10, 4, 0, 0),
    NIGHT(6, 20, 30, 30, 20, 10, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    WEEKEND_SWEEP(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);

    private static final int SLOTS = 1024;
    private static final int HOUR = 3_600_000;

    private final byte[] hourOfSlot = new byte[SLOTS];

    Hours(int... weights) {
        int total = 0;
        for (int weight : weights) {
            total += weight;
        }
        int reached = 0;
        int slot = 0;
        for (int hour = 0; hour < weights.length; hour++) {
            reached += weights[hour];
            for (; slot < (long) reached * SLOTS / total; slot++) {
                hourOfSlot[slot] = (byte) hour;
            }
        }
    }

    /** Milliseconds since local midnight. */
    int draw(Randomness random) {
        long bits = random.next();
        return hourOfSlot[(int) (bits >>> 54)] * HOUR + (int) (((bits & 0xFFFFFFFFL) * HOUR) >>> 32);
    }
}
