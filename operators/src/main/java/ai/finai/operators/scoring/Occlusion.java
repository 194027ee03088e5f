package ai.finai.operators.scoring;

import ai.finai.models.Reference;
import ai.finai.models.StepModel;
import ai.finai.models.features.Feature;
import ai.finai.state.AccountSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Explains a score by occlusion (Zeiler and Fergus 2014): the account's latest postings are scored again, once as they are
 * and once for each feature with that feature at its training mean throughout; the difference is what the feature did.
 * Starts from a state of zeros, so what lies before the latest postings has no part in it. All variants are one batch, and
 * each posting is one step of it: some tenths of a millisecond, for alerts only.
 */
final class Occlusion {

    /** An explanation names at most this many features, and none that did less than this. */
    private static final int MOST_PARTS = 3;

    private static final float LEAST = 0.005f;

    /** Features that mean something only together, such as the sine and cosine of the hour. */
    private record Unit(List<Feature> features, List<Float> means) {}

    private final StepModel model;
    private final List<Unit> units;
    private final float[][] states;
    private final float[] row = new float[Feature.COUNT];
    private final float[] scratch;

    Occlusion(StepModel model) {
        this.model = model;
        Map<String, Unit> byPhrase = new LinkedHashMap<>();
        for (Feature feature : model.contract().features()) {
            Reference.Distribution distribution =
                    model.contract().reference().features().get(feature.title());
            if (distribution != null) {
                Unit unit = byPhrase.computeIfAbsent(
                        feature.phrase(), phrase -> new Unit(new ArrayList<>(), new ArrayList<>()));
                unit.features.add(feature);
                unit.means.add((float) distribution.mean());
            }
        }
        units = List.copyOf(byPhrase.values());
        states = new float[units.size() + 1][model.stateSize()];
        scratch = new float[model.stateSize()];
    }

    /** Of the account's latest score. Uses the model, so not between its {@code put} and {@code state}. */
    Explanation explain(AccountSequence sequence) {
        int postings = sequence.recentCount();
        if (units.isEmpty() || postings == 0) {
            return Explanation.NONE;
        }
        for (float[] state : states) {
            Arrays.fill(state, 0);
        }
        try {
            for (int place = 0; place < postings; place++) {
                if (!step(sequence.recent(), sequence.recentOffset(place))) {
                    return Explanation.NONE;
                }
            }
        } catch (
                IllegalStateException
                        e) { // the model failed on what it has never seen: the score stands without a reason
            return Explanation.NONE;
        }
        float score = model.score(0);
        int last = sequence.recentOffset(postings - 1);
        List<Explanation.Part> parts = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            float raised = score - model.score(i + 1);
            if (raised >= LEAST) { // not where either is NaN
                Feature feature = units.get(i).features.get(0);
                parts.add(new Explanation.Part(feature, sequence.recent()[last + feature.ordinal()], raised));
            }
        }
        parts.sort(Comparator.comparing(Explanation.Part::raised).reversed().thenComparing(Explanation.Part::feature));
        return new Explanation(parts.subList(0, Math.min(MOST_PARTS, parts.size())), postings);
    }

    private boolean step(float[] features, int offset) {
        for (int variant = 0; variant < states.length; variant++) {
            System.arraycopy(features, offset, row, 0, Feature.COUNT);
            if (variant > 0) {
                Unit unit = units.get(variant - 1);
                for (int i = 0; i < unit.features.size(); i++) {
                    row[unit.features.get(i).ordinal()] = unit.means.get(i);
                }
            }
            if (!model.put(variant, row, 0, states[variant])) {
                return false;
            }
        }
        model.run(states.length);
        for (int variant = 0; variant < states.length; variant++) {
            if (!model.state(variant, states[variant], scratch)) {
                return false;
            }
        }
        return true;
    }
}
