package ai.finai.state.reading.table;

import ai.finai.state.MarketOperator;
import ai.finai.state.MarketState;
import ai.finai.state.market.BarStatistics;
import ai.finai.state.market.SymbolState;
import ai.finai.state.market.SymbolStateSerializer;
import ai.finai.state.market.SymbolStatistics;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** What the market job knows of each symbol. */
final class SymbolTable implements KeyedTable<SymbolState> {

    private static final long serialVersionUID = 1L;

    private static final Table TABLE = new Table(
            "symbol_statistics",
            "What is known of each symbol: the figures of its latest bar, and what it is compared with.",
            List.of(
                    Column.of("symbol", ColumnType.TEXT, "As the exchange or vendor names it."),
                    Column.of("last_event", ColumnType.TIME, "Event time of its latest bar, news or split."),
                    Column.of("bars", ColumnType.INTEGER, "How many bars there were."),
                    Column.of("last_close", ColumnType.REAL, "Close of the latest bar, in shares as they are now."),
                    Column.of("log_return", ColumnType.REAL, "Of the latest bar."),
                    Column.of("gap", ColumnType.REAL, "Log return from the close before to its open."),
                    Column.of("volatility", ColumnType.REAL, "Standard deviation that was expected of its return."),
                    Column.of("long_volatility", ColumnType.REAL, "The same over a longer past."),
                    Column.of("z_score", ColumnType.REAL, "Robust z-score of its return."),
                    Column.of("volume_z_score", ColumnType.REAL, "Robust z-score of the logarithm of its volume."),
                    Column.of("drawdown", ColumnType.REAL, "How far its close is below the highest of late, 0 to 1."),
                    Column.of("correlation", ColumnType.REAL, "Of returns with the index's."),
                    Column.of("beta", ColumnType.REAL, "Slope of returns on the index's."),
                    Column.of("news_kept", ColumnType.INTEGER, "How many pieces of news rules may still use."),
                    Column.of(
                            "open_moves",
                            ColumnType.INTEGER,
                            "Large moves for which news is still waited for, each rule's counted.")));

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public String operator() {
        return MarketOperator.WATCH_SYMBOLS.uid();
    }

    @Override
    public ValueStateDescriptor<SymbolState> state() {
        return new ValueStateDescriptor<>(MarketState.SYMBOL.title(), new SymbolStateSerializer());
    }

    @Override
    public void rows(String symbol, SymbolState state, Moment moment, RowOut out) {
        SymbolStatistics statistics = state.statistics();
        BarStatistics latest = statistics == null ? new BarStatistics() : statistics.latest();
        out.text(symbol)
                .time(state.lastEvent())
                .integer(statistics == null ? 0 : statistics.bars())
                .real(statistics == null ? Double.NaN : statistics.lastClose())
                .real(latest.logReturn())
                .real(latest.gap())
                .real(latest.volatility())
                .real(latest.longVolatility())
                .real(latest.returnZ())
                .real(latest.volumeZ())
                .real(latest.drawdown())
                .real(latest.correlation())
                .real(latest.beta())
                .integer(state.watched().news().size())
                .integer(state.watched().rules().stream()
                        .mapToLong(rule -> rule.moves().size())
                        .sum())
                .end();
    }
}
