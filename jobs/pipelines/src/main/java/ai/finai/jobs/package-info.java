/** The jobs: wiring, configuration, sources and sinks, entry points. */
@NullMarked
package ai.finai.jobs;

import org.jspecify.annotations.NullMarked;
