package ai.finai.training.text;

import ai.finai.training.headlines.Headline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How frequent each class is in each source. While training, a network's logits are shifted by the logarithms of its
 * headline's source, so that it learns what words say and not where neutral is frequent; serving shifts them by those of the
 * source that the classifier is for (Menon et al., Long-tail learning via logit adjustment, 2021).
 */
final class Shares {

    private final Map<String, float[]> logarithms = new HashMap<>();

    /** @param headlines of the training part */
    Shares(List<Headline> headlines) {
        Map<String, int[]> counts = new HashMap<>();
        headlines.forEach(headline -> counts.computeIfAbsent(headline.source(), source -> new int[Member.CLASSES])[
                headline.sentiment().ordinal()]++);
        counts.forEach((source, count) -> {
            int all = 0;
            for (int one : count) {
                all += one;
            }
            float[] of = new float[Member.CLASSES];
            for (int k = 0; k < of.length; k++) {
                of[k] = (float) Math.log((count[k] + 1.0) / (all + Member.CLASSES)); // none at all is still possible
            }
            logarithms.put(source, of);
        });
    }

    /** One for each class. */
    float[] of(String source) {
        return logarithms.getOrDefault(source, new float[Member.CLASSES]).clone();
    }
}
