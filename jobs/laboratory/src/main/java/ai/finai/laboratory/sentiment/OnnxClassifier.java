package ai.finai.laboratory.sentiment;

import ai.finai.models.text.Judgement;
import ai.finai.models.text.SentimentModel;
import ai.finai.training.headlines.TextClassifier;
import java.util.List;

/** A model as it is served, from its ONNX file. */
final class OnnxClassifier implements TextClassifier {

    private final SentimentModel model;

    OnnxClassifier(SentimentModel model) {
        this.model = model;
    }

    @Override
    public String name() {
        return model.contract().name();
    }

    @Override
    public String description() {
        return "The model " + model.contract().name() + ' ' + model.contract().version() + ", from its ONNX file.";
    }

    @Override
    public List<float[]> probabilities(List<String> texts) {
        return model.judge(texts).stream().map(OnnxClassifier::values).toList();
    }

    private static float[] values(Judgement judgement) {
        return judgement.outcome() == Judgement.Outcome.WITHOUT_RESULT
                ? new float[] {0, 1, 0} // counted as what is taken in its place
                : new float[] {judgement.negative(), judgement.neutral(), judgement.positive()};
    }
}
