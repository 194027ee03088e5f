package ai.finai.operators.market.forecast;

import java.util.Locale;

/** Why nothing was foretold of a bar. */
public enum WithoutForecast {
    /** The model takes more bars than the symbol has had. */
    TOO_FEW_BARS,
    /** The bar is of another length than those that the model was trained on. */
    OTHER_INTERVAL,
    /** The bar is shorter than a day and does not begin where the last one ended: a night, or a halt, lies between. */
    AFTER_A_GAP,
    /** The model gave numbers that are none, or quantiles out of order. */
    NO_RESULT,
    /** ONNX Runtime failed. */
    MODEL_FAILED,
    /** The model in force cannot be loaded yet after a restore. */
    MODEL_UNAVAILABLE;

    /** As metrics name it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
