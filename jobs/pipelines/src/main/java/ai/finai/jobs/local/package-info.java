/** Flink in this JVM: for one-machine runs, the demo and tests. */
@NullMarked
package ai.finai.jobs.local;

import org.jspecify.annotations.NullMarked;
