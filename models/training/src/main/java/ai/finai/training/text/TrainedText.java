package ai.finai.training.text;

import ai.finai.models.text.WordPiece;
import java.util.List;

/**
 * A classifier that was trained.
 *
 * @param tokenizer that texts must be cut with
 * @param members whose logits' mean, shifted and then divided by the temperature, gives the probabilities
 * @param shift a number for each class: how frequent it is where the classifier is for
 * @param temperature above 1 where the networks are surer than they may be (Guo et al., On Calibration of Modern Neural
 *     Networks, 2017)
 */
@SuppressWarnings("ArrayRecordComponent") // three weights
public record TrainedText(
        WordPiece tokenizer, List<Member> members, float[] shift, double temperature, TextSettings settings) {

    public TrainedText {
        members = List.copyOf(members);
    }
}
