/** Bars, news and splits from files, for backtests and training: JSON lines and CSV, in FinAI's own columns or mapped from others. */
@NullMarked
package ai.finai.cli.input.market;

import org.jspecify.annotations.NullMarked;
