package ai.finai.training.forecast;

import ai.finai.training.evaluation.EvaluationJson;

/** An evaluation of forecasts as JSON, for machines. Names are those of the records, numbers as {@link EvaluationJson} has them. */
public final class ForecastJson {

    /** Of the file; raised when a name or a meaning changes. */
    public static final int SCHEMA_VERSION = 1;

    private ForecastJson() {}

    /** UTF-8, with a line end at the end. */
    public static byte[] write(ForecastEvaluation evaluation) {
        return EvaluationJson.write(SCHEMA_VERSION, evaluation);
    }
}
