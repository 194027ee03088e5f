package ai.finai.jobs.archive.tables;

import ai.finai.events.market.Forecast;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.WatchedBar;

/** A row of {@link ArchiveTable#BARS}. */
public final class BarRow implements RowFormat<WatchedBar> {

    private static final long serialVersionUID = 1L;

    @Override
    public ArchiveTable table() {
        return ArchiveTable.BARS;
    }

    @Override
    public long eventTime(WatchedBar watched) {
        return watched.bar().eventTime();
    }

    @Override
    public void write(WatchedBar watched, Columns columns) {
        PriceBar bar = watched.bar();
        columns.token(bar.symbol());
        columns.integer(bar.end());
        columns.integer(bar.start());
        columns.real(bar.open());
        columns.real(bar.high());
        columns.real(bar.low());
        columns.real(bar.close());
        columns.integer(bar.volume());
        columns.token(bar.currency());
        columns.flag(watched.late());
        columns.figure(watched.logReturn());
        columns.figure(watched.gap());
        columns.figure(watched.volatility());
        columns.figure(watched.longVolatility());
        columns.figure(watched.zScore());
        columns.figure(watched.volumeZScore());
        columns.figure(watched.drawdown());
        columns.figure(watched.correlation());
        columns.figure(watched.beta());
        Forecast forecast = watched.forecast();
        columns.figure(forecast == null ? Double.NaN : forecast.low());
        columns.figure(forecast == null ? Double.NaN : forecast.median());
        columns.figure(forecast == null ? Double.NaN : forecast.high());
        columns.token(forecast == null ? null : forecast.model().path());
        columns.origin(bar.origin());
    }
}
