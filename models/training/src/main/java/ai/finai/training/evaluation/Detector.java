package ai.finai.training.evaluation;

/**
 * Something that scores postings, and the scores that it gave the rows of the test part.
 *
 * @param name short: it labels lines and rows of tables
 * @param description a sentence: what it is and how it was made
 * @param probabilities whether its scores claim to be probabilities, so that their calibration can be judged
 * @param scores one for each row of the test part, in order; NaN where it gives none. Not copied
 */
public record Detector(String name, String description, boolean probabilities, float[] scores) {}
