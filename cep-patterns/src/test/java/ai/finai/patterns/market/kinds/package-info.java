/** Tests of the market job's rule kinds. */
@NullMarked
package ai.finai.patterns.market.kinds;

import org.jspecify.annotations.NullMarked;
