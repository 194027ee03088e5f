/** What the job of a backtest reads and writes: sorted rows in, sorted lines and counts out, in folders on this machine. */
@NullMarked
package ai.finai.cli.backtest.ends;

import org.jspecify.annotations.NullMarked;
