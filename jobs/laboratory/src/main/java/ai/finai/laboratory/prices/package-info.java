/** Trains and judges models of prices, from files of bars. */
@NullMarked
package ai.finai.laboratory.prices;

import org.jspecify.annotations.NullMarked;
