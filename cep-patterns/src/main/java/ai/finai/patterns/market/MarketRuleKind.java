package ai.finai.patterns.market;

import java.io.Serializable;

/**
 * A kind of what is worth an alert about a symbol, with its parameters. An implementation is a record in one file: its
 * components are the parameters of the rule book, its documentation is its specification. It travels with the job graph. It is
 * a {@link BarKind}, a {@link MoveKind} or {@link ai.finai.patterns.market.kinds.NewsSentiment}: what rules of other kinds
 * would need is not kept of a symbol.
 */
public interface MarketRuleKind extends Serializable {

    /** The name in the rule book: {@code price-jump}. */
    String name();
}
