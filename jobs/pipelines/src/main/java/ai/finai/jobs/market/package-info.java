/** The market job: its graph, its configuration, its ends. */
@NullMarked
package ai.finai.jobs.market;

import org.jspecify.annotations.NullMarked;
