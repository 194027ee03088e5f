package ai.finai.operators.market.forecast;

/** Is told what became of each bar. */
public interface ForecastCounts {

    /** Something was foretold of a bar. */
    void forecast();

    /** Nothing was. */
    void without(WithoutForecast reason);
}
