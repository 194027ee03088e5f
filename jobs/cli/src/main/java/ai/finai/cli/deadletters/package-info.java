/** {@code finai dead-letters}: looking at records that were not accepted, and sending repaired ones. */
@NullMarked
package ai.finai.cli.deadletters;

import org.jspecify.annotations.NullMarked;
