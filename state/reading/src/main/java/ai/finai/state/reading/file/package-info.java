/** Local files as they are read fast; Flink finds it by its scheme. */
@NullMarked
package ai.finai.state.reading.file;

import org.jspecify.annotations.NullMarked;
