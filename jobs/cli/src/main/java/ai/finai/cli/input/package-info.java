/** Payments from files: JSON lines and CSV, plain or gzip, in FinAI's own columns or mapped from others. */
@NullMarked
package ai.finai.cli.input;

import org.jspecify.annotations.NullMarked;
