/** What a window model expects of each bar, before it comes. */
@NullMarked
package ai.finai.operators.market.forecast;

import org.jspecify.annotations.NullMarked;
