/** Commands that ask the jobs' snapshots by SQL. */
@NullMarked
package ai.finai.cli.state;

import org.jspecify.annotations.NullMarked;
