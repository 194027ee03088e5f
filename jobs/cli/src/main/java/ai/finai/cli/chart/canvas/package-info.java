/** Drawing once, as SVG or as pixels. */
@NullMarked
package ai.finai.cli.chart.canvas;

import org.jspecify.annotations.NullMarked;
