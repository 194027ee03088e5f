/** Tests of the rule kinds. */
@NullMarked
package ai.finai.patterns.kinds;

import org.jspecify.annotations.NullMarked;
