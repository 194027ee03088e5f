/** Both jobs on clusters of processes, and everything done to them that a bad day does: {@code ./finai chaos}. */
@NullMarked
package ai.finai.bench.chaos;

import org.jspecify.annotations.NullMarked;
