/** What the market job keeps. */
@NullMarked
package ai.finai.state.market;

import org.jspecify.annotations.NullMarked;
