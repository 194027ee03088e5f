package ai.finai.training.evaluation;

/**
 * Something that scores postings, and the scores that it gave the rows of the test part.
 *
 * @param name short: it labels lines and rows of tables
 * @param description a sentence: what it is and how it was made
 * @param probabilities whether its scores claim to be probabilities, so that their calibration can be judged
 * @param hindsight whether its scores know what came later: nobody could have acted on them
 * @param threshold from which score on it alerts, 0 to 1; NaN if it names none
 * @param scores one for each row of the test part, in order; NaN where it gives none. Not copied
 */
public record Detector(
        String name, String description, boolean probabilities, boolean hindsight, double threshold, float[] scores) {

    /** One without hindsight, that names no threshold. */
    public Detector(String name, String description, boolean probabilities, float[] scores) {
        this(name, description, probabilities, false, Double.NaN, scores);
    }
}
