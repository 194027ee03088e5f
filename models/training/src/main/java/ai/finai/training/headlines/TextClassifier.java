package ai.finai.training.headlines;

import java.util.List;

/** Says how likely a text is to be negative, neutral and positive. */
public interface TextClassifier {

    /** How tables and files name it. */
    String name();

    /** What it is, in a sentence. */
    String description();

    /** Three for each text, in the order of the sentiments; together 1. */
    List<float[]> probabilities(List<String> texts);
}
