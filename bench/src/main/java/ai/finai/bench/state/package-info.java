/** Reading snapshots, and asking what was read. */
@NullMarked
package ai.finai.bench.state;

import org.jspecify.annotations.NullMarked;
