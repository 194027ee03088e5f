package ai.finai.models;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * Rows with the results that the model gave when it was made: a file that gives others on this machine is damaged, or runs on
 * something that computes otherwise. Which they are, their fields' names tell.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(GoldenVectors.Steps.class),
    @JsonSubTypes.Type(GoldenVectors.Windows.class),
    @JsonSubTypes.Type(GoldenVectors.Texts.class)
})
public sealed interface GoldenVectors {

    /** Results may differ by this much: other CPUs sum in other orders. */
    double TOLERANCE = 1e-4;

    /** How many sequences, windows or texts there are. */
    int count();

    /** What one of them is: {@code sequence}. */
    String unit();

    /**
     * Of a step model.
     *
     * @param sequences of feature rows, each in the order of the model's features
     * @param scores for each row of each sequence, stepped from a state of zeros
     */
    record Steps(List<List<float[]>> sequences, List<float[]> scores) implements GoldenVectors {

        public Steps {
            sequences = sequences.stream().map(List::copyOf).toList();
            scores = List.copyOf(scores);
            requirePairs(sequences.size(), scores.size(), "sequences", "scores");
            for (int i = 0; i < sequences.size(); i++) {
                if (sequences.get(i).isEmpty() || sequences.get(i).size() != scores.get(i).length) {
                    throw new IllegalArgumentException("golden sequence " + i + " has "
                            + sequences.get(i).size() + " rows and " + scores.get(i).length + " scores");
                }
            }
        }

        @Override
        public int count() {
            return sequences.size();
        }

        @Override
        public String unit() {
            return "sequence";
        }
    }

    /**
     * Of a window model.
     *
     * @param windows of bars, each in the order of the model's features
     * @param forecasts quantiles for each window; those of a window that is a hundred times wilder are a hundred times wider,
     *     and {@link #TOLERANCE} is in units of the widest of its forecast
     */
    record Windows(List<List<float[]>> windows, List<float[]> forecasts) implements GoldenVectors {

        public Windows {
            windows = windows.stream().map(List::copyOf).toList();
            forecasts = List.copyOf(forecasts);
            requirePairs(windows.size(), forecasts.size(), "windows", "forecasts");
        }

        @Override
        public int count() {
            return windows.size();
        }

        @Override
        public String unit() {
            return "window";
        }
    }

    /**
     * Of a text model.
     *
     * @param tokens numbers of each text's, nothing filled up
     * @param probabilities for each text, in the order of the model's classes
     */
    record Texts(List<long[]> tokens, List<float[]> probabilities) implements GoldenVectors {

        public Texts {
            tokens = List.copyOf(tokens);
            probabilities = List.copyOf(probabilities);
            requirePairs(tokens.size(), probabilities.size(), "texts", "probabilities");
        }

        @Override
        public int count() {
            return tokens.size();
        }

        @Override
        public String unit() {
            return "text";
        }
    }

    private static void requirePairs(int rows, int results, String ofRows, String ofResults) {
        if (rows == 0 || rows != results) {
            throw new IllegalArgumentException(
                    "golden vectors need as many " + ofRows + " as " + ofResults + ", and at least one");
        }
    }
}
