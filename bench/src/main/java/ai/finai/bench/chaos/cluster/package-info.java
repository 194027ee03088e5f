/** A Flink cluster of processes on loopback, and what it needs: each part can be killed, frozen or made slow by itself. */
@NullMarked
package ai.finai.bench.chaos.cluster;

import org.jspecify.annotations.NullMarked;
