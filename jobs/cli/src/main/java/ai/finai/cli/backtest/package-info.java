/** The AML job over files: reading and mapping them, sorting them, running the job's own graph, writing what it found. */
@NullMarked
package ai.finai.cli.backtest;

import org.jspecify.annotations.NullMarked;
