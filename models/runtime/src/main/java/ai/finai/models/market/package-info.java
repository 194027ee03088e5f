/** What window models see of a market: features of bars, computed by the one class that training and serving share. */
@NullMarked
package ai.finai.models.market;

import org.jspecify.annotations.NullMarked;
