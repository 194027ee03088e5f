/** What flows through FinAI: its records, their meaning, and how they look on the wire. Plain Java. */
@NullMarked
package ai.finai.events;

import org.jspecify.annotations.NullMarked;
