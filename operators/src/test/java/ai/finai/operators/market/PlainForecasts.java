package ai.finai.operators.market;

import ai.finai.events.ModelName;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.PriceBar;
import ai.finai.models.WindowModel;
import ai.finai.models.market.BarFeatures;
import ai.finai.models.market.BarHistory;
import ai.finai.models.market.MarketFeature;
import java.util.ArrayList;
import java.util.List;

/** What a symbol's bars are foretold as, one after the other and one at a time. */
final class PlainForecasts {

    private final WindowModel model;
    private final long split;
    private final BarHistory history = new BarHistory();
    private final List<float[]> seen = new ArrayList<>();
    private boolean done;

    /** How many forecasts there were. */
    int given;

    /** @param split when one share becomes two */
    PlainForecasts(WindowModel model, long split) {
        this.model = model;
        this.split = split;
    }

    Forecast next(PriceBar bar) throws Exception {
        int length = model.length();
        Forecast forecast = null;
        if (seen.size() >= length) {
            float[] quantiles = model.forecast(seen.subList(seen.size() - length, seen.size()));
            forecast = new Forecast(
                    quantiles[0],
                    quantiles[1],
                    quantiles[2],
                    new ModelName(
                            "price-lstm",
                            model.contract().version(),
                            model.file().sha256()));
            given++;
        }
        if (!done && split <= bar.start()) {
            history.split(2);
            done = true;
        }
        float[] features = new float[MarketFeature.COUNT];
        if (BarFeatures.next(history, bar.open(), bar.high(), bar.low(), bar.close(), bar.volume(), features, 0)) {
            seen.add(features);
        }
        return forecast;
    }
}
