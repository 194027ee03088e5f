package ai.finai.training.lstm;

import ai.finai.models.InvalidModelException;
import ai.finai.models.StepModel;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Holds an exported model against what was trained, over real sequences: PyTorch over whole accounts, the step model posting
 * by posting, and a window model over the first postings at once.
 *
 * @param sequences accounts compared
 * @param postings whose scores were compared
 * @param trainer largest difference between PyTorch's scores and the step model's
 * @param window largest difference between the window model's scores and the step model's
 */
record Parity(int sequences, int postings, double trainer, double window) {

    /** No score may differ by more. */
    static final double TOLERANCE = 1e-5;

    private static final int MOST_SEQUENCES = 300;
    private static final int LONGEST_SEQUENCE = 512;
    private static final int LARGEST_WINDOW = 32;

    /**
     * Compares.
     *
     * @param network as exported
     * @throws ParityException if scores differ by more than the tolerance
     */
    static Parity check(
            StepModel model, CalibratedNetwork network, LabelledPostings data, TimeSplit split, LstmSettings settings) {
        Scaling scaling = network.scaling();
        List<int[]> sequences = sequences(data, split, settings.seed());
        List<float[]> stepped = new ArrayList<>();
        for (int[] rows : sequences) {
            List<float[]> features = new ArrayList<>();
            for (int row : rows) {
                features.add(scaling.unscaled(data.features(), row));
            }
            try {
                stepped.add(model.scores(features));
            } catch (InvalidModelException e) {
                throw new IllegalStateException("the model takes other features than it was trained with", e);
            }
        }
        double trainer = ofTrainer(stepped, sequences, network, data, settings);
        double window = ofWindow(stepped, sequences, network, data);
        Parity parity = new Parity(
                sequences.size(),
                stepped.stream().mapToInt(scores -> scores.length).sum(),
                trainer,
                window);
        parity.require();
        return parity;
    }

    /** @throws ParityException if scores differ by more than the tolerance, or are none */
    void require() {
        if (!(trainer < TOLERANCE && window < TOLERANCE)) {
            throw new ParityException("the exported model does not compute what was trained: over " + sequences
                    + " accounts and " + postings + " postings its scores differ by up to " + trainer
                    + " from PyTorch's and by up to " + window + " from those of a whole window; allowed are "
                    + TOLERANCE);
        }
    }

    /**
     * Accounts' first rows up to the end of the validation part, of accounts that have rows in it: as many with laundering
     * as without, as far as there are, since differences show where scores are high.
     */
    private static List<int[]> sequences(LabelledPostings data, TimeSplit split, long seed) {
        List<int[]> laundering = new ArrayList<>();
        List<int[]> others = new ArrayList<>();
        for (int account = 0; account < data.accounts(); account++) {
            int[] rows = data.rows(account);
            int known = Stretch.below(rows, split.validationUntil());
            if (known > 0 && rows[known - 1] >= split.validationFrom()) {
                int[] first = Arrays.copyOf(rows, Math.min(known, LONGEST_SEQUENCE));
                boolean launders = Arrays.stream(first).anyMatch(data::laundering);
                (launders ? laundering : others).add(first);
            }
        }
        Collections.shuffle(laundering, new Random(seed));
        Collections.shuffle(others, new Random(seed));
        int some = Math.min(laundering.size(), MOST_SEQUENCES / 2);
        List<int[]> chosen = new ArrayList<>(laundering.subList(0, some));
        chosen.addAll(others.subList(0, Math.min(others.size(), MOST_SEQUENCES - some)));
        return chosen;
    }

    private static double ofTrainer(
            List<float[]> stepped,
            List<int[]> sequences,
            CalibratedNetwork network,
            LabelledPostings data,
            LstmSettings settings) {
        float[] expected = new float[data.size()];
        List<Stretch> stretches = sequences.stream()
                .map(rows -> new Stretch(rows, 0, 0, rows.length))
                .toList();
        Lanes lanes =
                new Lanes(data, network.scaling(), settings.hidden(), settings.lanes(), settings.steps(), stretches);
        try (Network torch = new Network(settings.threads())) {
            for (Chunk chunk = lanes.next(); chunk != null; chunk = lanes.next()) {
                Network.Pass pass = torch.forward(network.weights(), chunk);
                lanes.carry(chunk, pass.hiddenState(), pass.cellState());
                for (int cell = 0; cell < chunk.rows().length; cell++) {
                    if (chunk.rows()[cell] >= 0) {
                        expected[chunk.rows()[cell]] =
                                (float) network.calibration().probability(pass.logits()[cell]);
                    }
                }
            }
        }
        double largest = 0;
        for (int i = 0; i < sequences.size(); i++) {
            for (int step = 0; step < sequences.get(i).length; step++) {
                largest = larger(
                        largest, stepped.get(i)[step] - expected[sequences.get(i)[step]]);
            }
        }
        return largest;
    }

    private static double ofWindow(
            List<float[]> stepped, List<int[]> sequences, CalibratedNetwork network, LabelledPostings data) {
        Scaling scaling = network.scaling();
        int longest = sequences.stream().mapToInt(rows -> rows.length).max().orElse(0);
        int steps = Math.min(LARGEST_WINDOW, longest);
        int width = scaling.features();
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            if (sequences.get(i).length >= steps) {
                taken.add(i);
            }
        }
        FloatBuffer inputs = FloatBuffer.allocate(taken.size() * steps * width);
        for (int i : taken) {
            for (int step = 0; step < steps; step++) {
                inputs.put(scaling.unscaled(data.features(), sequences.get(i)[step]));
            }
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(new LstmGraphs(network).window(steps));
                OnnxTensor x =
                        OnnxTensor.createTensor(environment, inputs.rewind(), new long[] {taken.size(), steps, width});
                OrtSession.Result result = session.run(Map.of("x", x))) {
            FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
            double largest = 0;
            for (int i : taken) {
                largest = larger(largest, stepped.get(i)[steps - 1] - scores.get());
            }
            return largest;
        } catch (OrtException e) {
            throw new IllegalStateException("the window model does not run: " + e.getMessage(), e);
        }
    }

    /** NaN once there is one. */
    private static double larger(double largest, double difference) {
        return Math.max(largest, Math.abs(difference));
    }
}
