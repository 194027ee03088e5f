package ai.finai.training.lstm;

import ai.finai.training.data.LabelledPostings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks stretches of accounts side by side, a chunk of steps at a time. An account's state goes with it from chunk to
 * chunk and begins as zeros, as it does in production; gradients do not cross a chunk's edge.
 *
 * <p>An account begins at a chunk's first step; what follows its last step in that chunk is padding. A lane without an
 * account is left out of the chunk.
 */
final class Lanes {

    private final LabelledPostings data;
    private final Scaling scaling;
    private final int hidden;
    private final int steps;
    private final Iterator<Stretch> waiting;
    private final List<Lane> lanes = new ArrayList<>();

    private static final class Lane {
        private @Nullable Stretch stretch;
        private int at;
        private final float[] hiddenState;
        private final float[] cellState;

        Lane(int hidden) {
            hiddenState = new float[hidden];
            cellState = new float[hidden];
        }
    }

    /**
     * @param lanes at most so many side by side
     * @param steps of a chunk, at most
     */
    Lanes(LabelledPostings data, Scaling scaling, int hidden, int lanes, int steps, List<Stretch> stretches) {
        this.data = data;
        this.scaling = scaling;
        this.hidden = hidden;
        this.steps = steps;
        waiting = stretches.iterator();
        for (int i = 0; i < lanes; i++) {
            this.lanes.add(new Lane(hidden));
        }
    }

    /** The next chunk, null after the last; {@link #carry} must follow each. */
    @Nullable
    Chunk next() {
        lanes.removeIf(lane -> !ready(lane));
        if (lanes.isEmpty()) {
            return null;
        }
        int longest = 0;
        for (Lane lane : lanes) {
            longest = Math.max(longest, Math.min(steps, left(lane)));
        }
        Chunk chunk = new Chunk(longest, lanes.size(), scaling.width(), hidden);
        for (int i = 0; i < lanes.size(); i++) {
            fill(chunk, i, lanes.get(i));
        }
        return chunk;
    }

    private boolean ready(Lane lane) {
        if (lane.stretch != null && left(lane) > 0) {
            return true;
        }
        if (!waiting.hasNext()) {
            return false;
        }
        lane.stretch = waiting.next();
        lane.at = lane.stretch.from();
        Arrays.fill(lane.hiddenState, 0);
        Arrays.fill(lane.cellState, 0);
        return true;
    }

    private static int left(Lane lane) {
        return lane.stretch == null ? 0 : lane.stretch.until() - lane.at;
    }

    private void fill(Chunk chunk, int number, Lane lane) {
        Stretch stretch = lane.stretch;
        if (stretch == null) {
            throw new IllegalStateException("a lane without an account");
        }
        System.arraycopy(lane.hiddenState, 0, chunk.hiddenState(), number * hidden, hidden);
        System.arraycopy(lane.cellState, 0, chunk.cellState(), number * hidden, hidden);
        int count = Math.min(chunk.steps(), left(lane));
        for (int step = 0; step < count; step++) {
            int row = stretch.rows()[lane.at + step];
            int cell = step * chunk.lanes() + number;
            scaling.apply(data.features(), row, chunk.inputs(), cell * chunk.features());
            chunk.rows()[cell] = row;
            if (lane.at + step >= stretch.countFrom()) {
                chunk.targets()[cell] = data.laundering(row) ? Chunk.POSITIVE : Chunk.NEGATIVE;
            }
        }
    }

    /**
     * Takes the states after the chunk that was given last.
     *
     * @param hiddenStates a row a lane
     * @param cellStates a row a lane
     */
    void carry(Chunk chunk, float[] hiddenStates, float[] cellStates) {
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            System.arraycopy(hiddenStates, i * hidden, lane.hiddenState, 0, hidden);
            System.arraycopy(cellStates, i * hidden, lane.cellState, 0, hidden);
            lane.at += Math.min(chunk.steps(), left(lane));
        }
    }
}
