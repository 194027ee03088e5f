package ai.finai.models;

import ai.finai.models.market.MadeUpBars;
import java.util.SplittableRandom;

/** Windows of several symbols, made up. */
final class WindowTrial implements Trial.Tried {

    private final WindowModel model;
    private final float[][] windows = new float[Trial.ROWS][];

    WindowTrial(WindowModel model) {
        this.model = model;
        SplittableRandom random = new SplittableRandom(1);
        for (int row = 0; row < Trial.ROWS; row++) {
            windows[row] = MadeUpBars.features(model.length(), random.split());
        }
    }

    @Override
    public int[][] together(int... rows) {
        for (int at = 0; at < rows.length; at++) {
            model.put(at, windows[rows[at]], 0);
        }
        return model.bits(rows.length);
    }
}
