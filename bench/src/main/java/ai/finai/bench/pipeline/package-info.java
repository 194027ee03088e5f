/** The money laundering job from its topic to committed sinks: throughput, what its parts cost, latency of alerts. */
@NullMarked
package ai.finai.bench.pipeline;

import org.jspecify.annotations.NullMarked;
