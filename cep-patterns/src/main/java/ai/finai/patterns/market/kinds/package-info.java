/** The kinds of market rules that FinAI ships: one file each, and {@link ai.finai.patterns.market.kinds.MarketRuleKinds}, the list. */
@NullMarked
package ai.finai.patterns.market.kinds;

import org.jspecify.annotations.NullMarked;
