/** What is done to a job while it works. */
@NullMarked
package ai.finai.bench.chaos.fault;

import org.jspecify.annotations.NullMarked;
