package ai.finai.training.price;

import java.time.Duration;

/**
 * An epoch that has ended.
 *
 * @param number from 1
 * @param most epochs at most
 * @param loss mean pinball loss of the training windows, in units of their volatility
 * @param validation the same of the validation part
 * @param best whether it validates best so far
 * @param left time until training ends, if no epoch is better from here on
 */
public record PriceEpoch(int number, int most, double loss, double validation, boolean best, Duration left) {}
