package ai.finai.training.lstm;

/**
 * Makes logits into probabilities: {@code 1 / (1 + exp(-(slope * logit + intercept)))}.
 *
 * <p>Source: Platt, Probabilistic Outputs for Support Vector Machines (1999), fitted as Lin, Lin and Weng, A Note on
 * Platt's Probabilistic Outputs (2007): Newton's method, and targets a little inside 0 and 1.
 *
 * @param slope over 0, so that order is kept
 */
record Calibration(double slope, double intercept) {

    /** To rank by: keeps scores apart that would round to 1 as probabilities. */
    static final Calibration FLAT = new Calibration(0.25, 0);

    private static final int MOST_STEPS = 100;

    /** Keeps the curvature invertible. */
    private static final double RIDGE = 1e-12;

    /**
     * Fits both to held-out rows.
     *
     * @throws IllegalArgumentException if either kind is missing
     * @throws IllegalStateException if the logits of positives are not higher than the others': nothing was learnt
     */
    static Calibration fit(float[] logits, boolean[] positives) {
        int count = 0;
        for (boolean positive : positives) {
            count += positive ? 1 : 0;
        }
        int others = positives.length - count;
        if (count == 0 || others == 0) {
            throw new IllegalArgumentException("of " + positives.length + " postings " + count
                    + " are laundering; calibration needs some of both");
        }
        double high = (count + 1.0) / (count + 2.0);
        double low = 1.0 / (others + 2.0);
        double slope = 0;
        double intercept = Math.log((count + 1.0) / (others + 1.0));
        double loss = loss(logits, positives, high, low, slope, intercept);
        for (int step = 0; step < MOST_STEPS; step++) {
            double slopeGradient = 0;
            double interceptGradient = 0;
            double slopeCurve = RIDGE;
            double bothCurve = 0;
            double interceptCurve = RIDGE;
            for (int i = 0; i < logits.length; i++) {
                double probability = Logistic.of(slope * logits[i] + intercept);
                double error = probability - (positives[i] ? high : low);
                double curve = probability * (1 - probability);
                slopeGradient += logits[i] * error;
                interceptGradient += error;
                slopeCurve += logits[i] * logits[i] * curve;
                bothCurve += logits[i] * curve;
                interceptCurve += curve;
            }
            double determinant = slopeCurve * interceptCurve - bothCurve * bothCurve;
            double slopeStep = (interceptCurve * slopeGradient - bothCurve * interceptGradient) / determinant;
            double interceptStep = (slopeCurve * interceptGradient - bothCurve * slopeGradient) / determinant;
            double share = 1;
            double next = loss(logits, positives, high, low, slope - slopeStep, intercept - interceptStep);
            while (!(next <= loss) && share > 1e-10) {
                share /= 2;
                next = loss(logits, positives, high, low, slope - share * slopeStep, intercept - share * interceptStep);
            }
            if (!(next <= loss)) {
                break;
            }
            slope -= share * slopeStep;
            intercept -= share * interceptStep;
            boolean still = loss - next < 1e-12 * (1 + loss);
            loss = next;
            if (still) {
                break;
            }
        }
        if (!(slope > 0)) {
            throw new IllegalStateException(
                    "laundering in the validation part does not score higher than other postings:"
                            + " nothing was learnt; give more labelled data or other settings");
        }
        return new Calibration(slope, intercept);
    }

    private static double loss(
            float[] logits, boolean[] positives, double high, double low, double slope, double intercept) {
        double loss = 0;
        for (int i = 0; i < logits.length; i++) {
            double logit = slope * logits[i] + intercept;
            loss += Logistic.softplus(logit) - (positives[i] ? high : low) * logit;
        }
        return loss;
    }

    /** The probability of a logit. */
    double probability(double logit) {
        return Logistic.of(slope * logit + intercept);
    }

    /** The logit that gave a probability. */
    double logit(double probability) {
        return (Logistic.logit(probability) - intercept) / slope;
    }
}
