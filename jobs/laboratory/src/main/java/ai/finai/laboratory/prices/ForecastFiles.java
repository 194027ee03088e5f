package ai.finai.laboratory.prices;

import ai.finai.training.forecast.ForecastEvaluation;
import ai.finai.training.forecast.ForecastJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An evaluation of forecasts in a folder. */
final class ForecastFiles {

    static final String JSON = "evaluation.json";

    private ForecastFiles() {}

    /** Makes the folder if it is not there; replaces the file. */
    static void write(ForecastEvaluation evaluation, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(JSON), ForecastJson.write(evaluation));
    }
}
