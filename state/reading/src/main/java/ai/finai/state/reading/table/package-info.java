/** The tables that the jobs' state is read as: their names, columns, and what fills them. */
@NullMarked
package ai.finai.state.reading.table;

import org.jspecify.annotations.NullMarked;
