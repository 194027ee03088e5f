/** Trains a network that foretells the quantiles of the next bar's return, and judges it walking forward in time. */
@NullMarked
package ai.finai.training.price;

import org.jspecify.annotations.NullMarked;
