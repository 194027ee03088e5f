/** The {@code finai} command line. */
@NullMarked
package ai.finai.cli;

import org.jspecify.annotations.NullMarked;
