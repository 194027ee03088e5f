package ai.finai.training.text;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The weights of one network: embeddings of pieces and of the runs of characters that pieces are made of; for each reach
 * from 1 on a matrix of filters and their biases; a matrix from features to classes and its biases.
 */
final class Member {

    static final int CLASSES = 3;

    private static final double EMBEDDING_BOUND = 0.2;

    private final TextSettings settings;
    private final PieceGrams grams;
    private final int pieces;
    private final Table own;
    private final Table shared;

    /** In the order of {@link #dense}. */
    private final List<Table> dense = new ArrayList<>();

    private long steps;

    Member(TextSettings settings, PieceGrams grams, int pieces, SplittableRandom random) {
        this.settings = settings;
        this.grams = grams;
        this.pieces = pieces;
        own = new Table(pieces, settings.width()).initialized(EMBEDDING_BOUND, random);
        shared = new Table(settings.buckets(), settings.width()).initialized(EMBEDDING_BOUND, random);
        for (int reach = 1; reach <= settings.reach(); reach++) {
            int inputs = reach * settings.width();
            dense.add(new Table(1, inputs * settings.filters()).initialized(Math.sqrt(6.0 / inputs), random));
            dense.add(new Table(1, settings.filters()));
        }
        double bound = Math.sqrt(3.0 / settings.features());
        dense.add(new Table(1, settings.features() * CLASSES).initialized(bound, random));
        dense.add(new Table(1, CLASSES));
    }

    TextSettings settings() {
        return settings;
    }

    /**
     * Matrices and biases: filters of reach 1 (a row for each of their inputs) and their biases, of reach 2, and so on;
     * then classes (a row for each feature) and their biases.
     */
    List<float[]> dense() {
        return dense.stream().map(Table::values).toList();
    }

    /** Of pieces in their order, a row each. */
    float[] embeddings(int[] of) {
        int width = settings.width();
        float[] rows = new float[of.length * width];
        for (int i = 0; i < of.length; i++) {
            own.addTo(rows, i * width, of[i], 1);
            int[] runs = grams.of(of[i]);
            for (int run : runs) {
                shared.addTo(rows, i * width, run, share(runs));
            }
        }
        return rows;
    }

    /** Of the whole vocabulary. */
    float[] embeddings() {
        int[] all = new int[pieces];
        for (int i = 0; i < pieces; i++) {
            all[i] = i;
        }
        return embeddings(all);
    }

    /** Keeps the sum as large as one of its parts. */
    private static float share(int[] runs) {
        return (float) (1 / Math.sqrt(runs.length));
    }

    /**
     * Changes the weights against their gradients.
     *
     * @param of pieces whose embeddings have gradients, in their order
     * @param gradients of those and of the dense weights
     */
    void step(int[] of, TextNetwork.Gradients gradients, double rate) {
        steps++;
        int width = settings.width();
        float[] byRun = new float[settings.buckets() * width];
        boolean[] used = new boolean[settings.buckets()];
        for (int i = 0; i < of.length; i++) {
            own.step(of[i], gradients.embeddings(), i * width, steps, rate, settings.weightDecay());
            int[] runs = grams.of(of[i]);
            for (int run : runs) {
                used[run] = true;
                for (int k = 0; k < width; k++) {
                    byRun[run * width + k] += share(runs) * gradients.embeddings()[i * width + k];
                }
            }
        }
        for (int run = 0; run < used.length; run++) {
            if (used[run]) {
                shared.step(run, byRun, run * width, steps, rate, settings.weightDecay());
            }
        }
        for (int i = 0; i < dense.size(); i++) {
            boolean matrix = i % 2 == 0;
            dense.get(i).step(0, gradients.dense().get(i), 0, steps, rate, matrix ? settings.weightDecay() : 0);
        }
    }

    /** A copy of all weights. */
    List<float[]> weights() {
        List<float[]> copies = new ArrayList<>();
        tables().forEach(table -> copies.add(table.values().clone()));
        return copies;
    }

    /** Goes back to weights that were copied. */
    void restore(List<float[]> weights) {
        List<Table> tables = tables();
        for (int i = 0; i < tables.size(); i++) {
            System.arraycopy(weights.get(i), 0, tables.get(i).values(), 0, weights.get(i).length);
        }
    }

    private List<Table> tables() {
        List<Table> tables = new ArrayList<>(dense);
        tables.add(own);
        tables.add(shared);
        return tables;
    }
}
