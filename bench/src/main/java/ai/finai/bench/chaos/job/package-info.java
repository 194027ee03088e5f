/** What the chaos is done to: each job with what feeds it and what it must give. */
@NullMarked
package ai.finai.bench.chaos.job;

import org.jspecify.annotations.NullMarked;
