package ai.finai.cli.backtest.market;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One of a symbol's largest moves, with the rules whose alerts were made of it or of news within its bar. */
final class SaidOfMove {

    private final String symbol;
    private final SymbolHistory.Move move;
    private final Set<String> rules = new TreeSet<>();

    SaidOfMove(String symbol, SymbolHistory.Move move) {
        this.symbol = symbol;
        this.move = move;
    }

    static List<SaidOfMove> of(String symbol, Collection<SymbolHistory.Move> moves) {
        List<SaidOfMove> said = new ArrayList<>();
        moves.forEach(move -> said.add(new SaidOfMove(symbol, move)));
        return said;
    }

    String symbol() {
        return symbol;
    }

    SymbolHistory.Move move() {
        return move;
    }

    /** As people say it: 0.01 is 1 %. */
    double simpleReturn() {
        return Math.expm1(move.logReturn());
    }

    void add(String rule) {
        rules.add(rule);
    }

    /** Ids, in order; empty where nothing was said. */
    Set<String> rules() {
        return rules;
    }
}
