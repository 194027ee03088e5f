package ai.finai.models;

import java.util.List;

/**
 * A sequence of postings' features with the scores that the model gave when it was made: a file that gives others on this
 * machine is damaged, or runs on something that computes otherwise.
 *
 * @param sequences of feature rows, each in the order of the model's features
 * @param scores for each row of each sequence, stepped from a state of zeros
 */
public record GoldenVectors(List<List<float[]>> sequences, List<float[]> scores) {

    /** Scores may differ by this much: other CPUs sum in other orders. */
    public static final double TOLERANCE = 1e-4;

    public GoldenVectors {
        sequences = sequences.stream().map(List::copyOf).toList();
        scores = List.copyOf(scores);
        if (sequences.isEmpty() || sequences.size() != scores.size()) {
            throw new IllegalArgumentException("golden vectors need as many sequences as scores, and at least one");
        }
        for (int i = 0; i < sequences.size(); i++) {
            if (sequences.get(i).isEmpty() || sequences.get(i).size() != scores.get(i).length) {
                throw new IllegalArgumentException("golden sequence " + i + " has "
                        + sequences.get(i).size() + " rows and " + scores.get(i).length + " scores");
            }
        }
    }
}
