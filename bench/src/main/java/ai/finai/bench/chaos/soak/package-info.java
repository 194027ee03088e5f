/** A long run without faults: does anything grow? */
@NullMarked
package ai.finai.bench.chaos.soak;

import org.jspecify.annotations.NullMarked;
