/** {@code finai deploy}. */
@NullMarked
package ai.finai.cli.deploy;

import org.jspecify.annotations.NullMarked;
