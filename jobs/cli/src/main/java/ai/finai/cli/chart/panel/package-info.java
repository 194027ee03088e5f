/** The parts of a chart: price, alerts, volume, sentiment, time. */
@NullMarked
package ai.finai.cli.chart.panel;

import org.jspecify.annotations.NullMarked;
