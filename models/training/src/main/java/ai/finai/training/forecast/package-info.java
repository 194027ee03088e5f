/** What a forecast of prices is worth: naive forecasts to beat, losses, and tests of whether a difference is chance. */
@NullMarked
package ai.finai.training.forecast;

import org.jspecify.annotations.NullMarked;
