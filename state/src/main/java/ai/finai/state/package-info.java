/** The keyed state that outlives an event: its types, their names, and how they are written. */
@NullMarked
package ai.finai.state;

import org.jspecify.annotations.NullMarked;
