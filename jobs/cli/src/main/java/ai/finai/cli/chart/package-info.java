/** {@code finai chart}: a symbol's history as a picture. For analysts: src/docs/charts.md. */
@NullMarked
package ai.finai.cli.chart;

import org.jspecify.annotations.NullMarked;
