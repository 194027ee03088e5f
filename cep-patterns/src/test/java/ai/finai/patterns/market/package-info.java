/** Fixtures of the market job's rules. */
@NullMarked
package ai.finai.patterns.market;

import org.jspecify.annotations.NullMarked;
