package ai.finai.state.market;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;

/**
 * What one bar of a symbol is, beside what was usual before it. Every figure is NaN where it is not defined; the page
 * "market statistics" of the documentation says when, and how each is computed. Reused from bar to bar; not thread-safe.
 */
public final class BarStatistics {

    static final int BYTES = 9 * Double.BYTES;

    private double logReturn = Double.NaN;
    private double gap = Double.NaN;
    private double volatility = Double.NaN;
    private double longVolatility = Double.NaN;
    private double returnZ = Double.NaN;
    private double volumeZ = Double.NaN;
    private double drawdown = Double.NaN;
    private double correlation = Double.NaN;
    private double beta = Double.NaN;

    /** Of no bar: nothing is defined. */
    public BarStatistics() {}

    /** One that stays as it is when the other changes. */
    public BarStatistics(BarStatistics other) {
        logReturn = other.logReturn;
        gap = other.gap;
        volatility = other.volatility;
        longVolatility = other.longVolatility;
        returnZ = other.returnZ;
        volumeZ = other.volumeZ;
        drawdown = other.drawdown;
        correlation = other.correlation;
        beta = other.beta;
    }

    /** Natural logarithm of the close over the close before it. */
    public double logReturn() {
        return logReturn;
    }

    /** Natural logarithm of the open over the close before it. */
    public double gap() {
        return gap;
    }

    public void moves(double newLogReturn, double newGap) {
        logReturn = newLogReturn;
        gap = newGap;
    }

    /**
     * Standard deviation that was to be expected of the return, from those before it. 0, or next to it, where the price has
     * stood still: what divides by it needs a floor.
     */
    public double volatility() {
        return volatility;
    }

    /** As {@link #volatility()}, over a longer time. */
    public double longVolatility() {
        return longVolatility;
    }

    public void volatilities(double newVolatility, double newLongVolatility) {
        volatility = newVolatility;
        longVolatility = newLongVolatility;
    }

    /** The return's distance from the median of those before it, in robust standard deviations. */
    public double returnZ() {
        return returnZ;
    }

    /** As {@link #returnZ()}, of the logarithm of one plus the volume. */
    public double volumeZ() {
        return volumeZ;
    }

    public void surprises(double newReturnZ, double newVolumeZ) {
        returnZ = newReturnZ;
        volumeZ = newVolumeZ;
    }

    /** Share of the highest recent close that is lost at this one, from 0 to below 1. */
    public double drawdown() {
        return drawdown;
    }

    public void drawdown(double newDrawdown) {
        drawdown = newDrawdown;
    }

    /** Of the returns before this one with those of the index, from -1 to 1. */
    public double correlation() {
        return correlation;
    }

    /** The part of a return of the index that the symbol's returns before this one followed it by. */
    public double beta() {
        return beta;
    }

    public void index(double newCorrelation, double newBeta) {
        correlation = newCorrelation;
        beta = newBeta;
    }

    void write(CompactWriter out) {
        out.writeDouble(logReturn);
        out.writeDouble(gap);
        out.writeDouble(volatility);
        out.writeDouble(longVolatility);
        out.writeDouble(returnZ);
        out.writeDouble(volumeZ);
        out.writeDouble(drawdown);
        out.writeDouble(correlation);
        out.writeDouble(beta);
    }

    static BarStatistics read(CompactReader in) {
        BarStatistics read = new BarStatistics();
        read.moves(in.readDouble(), in.readDouble());
        read.volatilities(in.readDouble(), in.readDouble());
        read.surprises(in.readDouble(), in.readDouble());
        read.drawdown(in.readDouble());
        read.index(in.readDouble(), in.readDouble());
        return read;
    }
}
