/** The market job's operator over generated bars. */
@NullMarked
package ai.finai.bench.market;

import org.jspecify.annotations.NullMarked;
