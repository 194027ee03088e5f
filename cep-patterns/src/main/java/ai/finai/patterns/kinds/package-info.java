/** The rule kinds that FinAI ships: one file each, and {@link ai.finai.patterns.kinds.RuleKinds}, the list of them. */
@NullMarked
package ai.finai.patterns.kinds;

import org.jspecify.annotations.NullMarked;
