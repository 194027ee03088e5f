package ai.finai.training.lstm;

/** Adds up an epoch's losses, and gives each logit's part in its step. */
final class Losses {

    private final Objective objective;
    private final double perStep;
    private double sum;
    private long count;

    Losses(LstmSettings settings) {
        objective = settings.objective();
        // Not the cells that happen to count: a last chunk of few postings must not weigh as much as a full one.
        perStep = 1.0 / ((double) settings.lanes() * settings.steps());
    }

    /** Derivatives of the step's loss; 0 for cells that do not train. */
    float[] slopes(float[] logits, byte[] targets) {
        float[] slopes = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            if (targets[i] != Chunk.NOTHING) {
                boolean positive = targets[i] == Chunk.POSITIVE;
                slopes[i] = (float) (objective.slope(logits[i], positive) * perStep);
                sum += objective.loss(logits[i], positive);
                count++;
            }
        }
        return slopes;
    }

    /** Of a posting that trained. */
    double mean() {
        return sum / count;
    }
}
