package ai.finai.operators.market.statistics;

/** What the statistics take of a bar, with the index's return over the same time; NaN where there is none. */
record Bar(double open, double close, long volume, double indexReturn) {

    /** The same bar in shares of before a split. */
    Bar before(double ratio) {
        return new Bar(open * ratio, close * ratio, Math.round(volume / ratio), indexReturn);
    }
}
