/** What scoring costs, beside the model alone and the state alone. */
@NullMarked
package ai.finai.bench.scoring;

import org.jspecify.annotations.NullMarked;
