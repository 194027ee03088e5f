/** The stages of the market job. */
@NullMarked
package ai.finai.operators.market;

import org.jspecify.annotations.NullMarked;
