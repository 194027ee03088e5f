package ai.finai.generator;

/** How often something happens in a day: Poisson, from tables for means in steps of 1/32 up to 8. */
final class Counts {

    private static final int STEPS = 32;
    private static final int MEANS = 8 * STEPS;
    private static final double[][] CUMULATED = new double[MEANS + 1][];

    static {
        for (int i = 0; i <= MEANS; i++) {
            double mean = (double) i / STEPS;
            double[] cumulated = new double[4 + (int) (mean * 4)];
            double p = StrictMath.exp(-mean);
            double sum = 0;
            for (int k = 0; k < cumulated.length; k++) {
                sum += p;
                cumulated[k] = sum;
                p *= mean / (k + 1);
            }
            CUMULATED[i] = cumulated;
        }
    }

    private Counts() {}

    /** A count with that mean, which is rounded to the tables' step and cut at 8. */
    static int draw(double mean, Randomness random) {
        double[] cumulated = CUMULATED[Math.min(MEANS, (int) (mean * STEPS + 0.5))];
        double u = random.unit();
        int count = 0;
        while (count < cumulated.length && u >= cumulated[count]) {
            count++;
        }
        return count;
    }
}
