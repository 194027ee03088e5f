package ai.finai.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.models.market.MadeUpBars;
import ai.finai.models.market.MarketFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShippedModelTest {

    private static final Path SHIPPED = Path.of(System.getProperty("finai.root"), "models/shipped");

    @Test
    void eachIsWhatItsManifestSaysAndRuns() throws Exception {
        for (Map.Entry<String, byte[]> shipped : Map.of(
                        "account-lstm", ShippedModel.bytes(),
                        "price-lstm", ShippedModel.prices(),
                        "price-lstm-minutes", ShippedModel.minutes())
                .entrySet()) {
            Path folder = SHIPPED.resolve(shipped.getKey());
            Manifest manifest = Manifest.read(Files.readAllBytes(folder.resolve("manifest.json")));
            ModelFile file = ModelFile.of(shipped.getValue());
            assertThat(manifest.sha256()).isEqualTo(file.sha256());
            assertThat(manifest.name()).isEqualTo(shipped.getKey());
            assertThat(file.contract().name()).isEqualTo(shipped.getKey());
            assertThat(Files.readString(folder.resolve("card.md"))).contains(file.sha256());
            try (Model model = Model.open(file)) {
                model.verify(manifest.golden());
            }
        }
    }

    @Test
    void thePriceModelForetellsBarsOfADayByTheirVolatility() throws Exception {
        foretellsByVolatility(ShippedModel.prices(), Duration.ofDays(1));
    }

    @Test
    void theDemosForetellsBarsOfAMinuteByTheirVolatilityAndSaysThatItsBarsWereMadeUp() throws Exception {
        foretellsByVolatility(ShippedModel.minutes(), Duration.ofMinutes(1));
        assertThat(Files.readString(SHIPPED.resolve("price-lstm-minutes/card.md")))
                .contains("**It learned made-up bars**");
    }

    /** A wilder symbol is given wider quantiles, and every made-up one some. */
    private static void foretellsByVolatility(byte[] shipped, Duration interval) throws Exception {
        try (WindowModel model = WindowModel.open(ModelFile.of(shipped))) {
            assertThat(model.contract().interval()).isEqualTo(interval);
            assertThat(model.contract().quantiles()).containsExactly(0.025, 0.25, 0.5, 0.75, 0.975);
            float[] quantiles = new float[5];
            int bars = model.length();
            int width = MarketFeature.COUNT;
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 200; i++) {
                float[] window = MadeUpBars.features(bars, random.split());
                float volatility = window[(bars - 1) * width + MarketFeature.VOLATILITY.ordinal()];
                assertThat(model.put(0, window, 0)).isTrue();
                model.run(1);
                assertThat(model.forecast(0, quantiles)).as("window %d", i).isTrue();
                assertThat((quantiles[4] - quantiles[0]) / volatility).isBetween(1f, 12f);
            }
        }
    }
}
