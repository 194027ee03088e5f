/** The {@code finai doctor} command: everything that a job needs, looked at from here. */
@NullMarked
package ai.finai.cli.doctor;

import org.jspecify.annotations.NullMarked;
