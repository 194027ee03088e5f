/** Snapshots of the jobs, read once into columnar files and queried by SQL. */
@NullMarked
package ai.finai.state.reading;

import org.jspecify.annotations.NullMarked;
