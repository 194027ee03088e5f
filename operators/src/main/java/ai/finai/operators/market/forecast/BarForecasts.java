package ai.finai.operators.market.forecast;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.WindowModel;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.models.ModelUse;
import java.util.List;

/** Foretells bars: takes window models that foretell the interval that a forecast is made of. */
public enum BarForecasts implements ModelUse<WindowModel> {
    INSTANCE;

    /** The one that FinAI ships, for daily bars. */
    public static ModelSource<WindowModel> shipped() {
        return new ModelSource.Shipped<>("price-lstm", INSTANCE);
    }

    /** The one for bars of a minute of the generator's market: for the demo, and nothing else. */
    public static ModelSource<WindowModel> shippedForMinutes() {
        return new ModelSource.Shipped<>("price-lstm-minutes", INSTANCE);
    }

    /** The levels that a forecast is made of: an interval that 95 of 100 returns should be in, and its middle. */
    static final List<Double> LEVELS = List.of(0.025, 0.5, 0.975);

    @Override
    public ModelFile check(byte[] bytes) throws InvalidModelException {
        ModelFile file = ModelFile.of(bytes);
        List<Double> quantiles = file.window().quantiles();
        if (!quantiles.containsAll(LEVELS)) {
            throw new InvalidModelException("it foretells the quantiles " + quantiles + ": needed are " + LEVELS
                    + ", the ends and the middle of an interval");
        }
        return file;
    }

    @Override
    public WindowModel open(ModelFiles files) throws InvalidModelException {
        return WindowModel.open(files.file());
    }
}
