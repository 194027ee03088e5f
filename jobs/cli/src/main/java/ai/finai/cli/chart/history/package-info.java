/** What the archive knows of a symbol in a period. */
@NullMarked
package ai.finai.cli.chart.history;

import org.jspecify.annotations.NullMarked;
