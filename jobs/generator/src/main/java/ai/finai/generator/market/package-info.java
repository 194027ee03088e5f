/** Prices and news of a plausible market, with labelled jumps, halts, splits and times of high volatility. Same settings, same bytes. */
@NullMarked
package ai.finai.generator.market;

import org.jspecify.annotations.NullMarked;
