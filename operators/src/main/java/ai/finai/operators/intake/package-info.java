/** What every kind of event goes through first: it is accepted or a dead letter, once, and moves event time. */
@NullMarked
package ai.finai.operators.intake;

import org.jspecify.annotations.NullMarked;
