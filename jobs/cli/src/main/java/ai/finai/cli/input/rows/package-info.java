/** The rows of text files, plain or gzip: lines, CSV records, and the columns that a mapping names. */
@NullMarked
package ai.finai.cli.input.rows;

import org.jspecify.annotations.NullMarked;
