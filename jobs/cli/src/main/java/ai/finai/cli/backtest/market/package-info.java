/** The market job over files: reading and mapping them, running the job's own graph, writing what it found. */
@NullMarked
package ai.finai.cli.backtest.market;

import org.jspecify.annotations.NullMarked;
