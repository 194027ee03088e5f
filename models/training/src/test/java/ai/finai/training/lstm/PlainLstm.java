package ai.finai.training.lstm;

import ai.finai.training.lstm.Layout.Part;

/** An LSTM as the textbook has it (Hochreiter and Schmidhuber, 1997; Gers et al., 2000), slowly and in double precision. */
final class PlainLstm {

    private final Weights weights;
    private final int features;
    private final int hidden;

    PlainLstm(Weights weights) {
        this.weights = weights;
        features = weights.layout().inputs();
        hidden = weights.layout().hidden();
    }

    double[] logits(Chunk chunk) {
        double[] logits = new double[chunk.steps() * chunk.lanes()];
        for (int lane = 0; lane < chunk.lanes(); lane++) {
            double[] output = new double[hidden];
            double[] cell = new double[hidden];
            for (int i = 0; i < hidden; i++) {
                output[i] = chunk.hiddenState()[lane * hidden + i];
                cell[i] = chunk.cellState()[lane * hidden + i];
            }
            for (int step = 0; step < chunk.steps(); step++) {
                int at = step * chunk.lanes() + lane;
                double[] before = output.clone();
                for (int unit = 0; unit < hidden; unit++) {
                    double input = Logistic.of(gate(0, unit, chunk.inputs(), at, before));
                    double forget = Logistic.of(gate(1, unit, chunk.inputs(), at, before));
                    double candidate = Math.tanh(gate(2, unit, chunk.inputs(), at, before));
                    double open = Logistic.of(gate(3, unit, chunk.inputs(), at, before));
                    cell[unit] = forget * cell[unit] + input * candidate;
                    output[unit] = open * Math.tanh(cell[unit]);
                }
                logits[at] = score(output, chunk.inputs(), at);
            }
        }
        return logits;
    }

    private double gate(int gate, int unit, float[] inputs, int at, double[] before) {
        int row = gate * hidden + unit;
        double sum = (double) weights.part(Part.INPUT_BIAS)[row] + weights.part(Part.RECURRENT_BIAS)[row];
        for (int i = 0; i < features; i++) {
            sum += weights.part(Part.INPUT)[row * features + i] * (double) inputs[at * features + i];
        }
        for (int i = 0; i < hidden; i++) {
            sum += weights.part(Part.RECURRENT)[row * hidden + i] * before[i];
        }
        return sum;
    }

    private double score(double[] output, float[] inputs, int at) {
        int head = weights.layout().head();
        double logit = weights.part(Part.OUTPUT_BIAS)[0];
        for (int i = 0; i < head; i++) {
            double sum = weights.part(Part.HEAD_BIAS)[i];
            for (int k = 0; k < hidden; k++) {
                sum += weights.part(Part.HEAD)[i * (hidden + features) + k] * output[k];
            }
            for (int k = 0; k < features; k++) {
                sum += weights.part(Part.HEAD)[i * (hidden + features) + hidden + k]
                        * (double) inputs[at * features + k];
            }
            logit += weights.part(Part.OUTPUT)[i] * Math.max(sum, 0);
        }
        return logit;
    }
}
