/** Orders to running jobs which model to use, and what the jobs answer. */
@NullMarked
package ai.finai.cli.model.orders;

import org.jspecify.annotations.NullMarked;
