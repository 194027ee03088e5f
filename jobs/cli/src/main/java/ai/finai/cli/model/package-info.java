/** {@code finai model}: what needs no training module; the rest is in the laboratory's module. */
@NullMarked
package ai.finai.cli.model;

import org.jspecify.annotations.NullMarked;
