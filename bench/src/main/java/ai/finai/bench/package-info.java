/** Measurements: how fast FinAI is on this machine, beside something to compare it with. Never shipped. */
@NullMarked
package ai.finai.bench;

import org.jspecify.annotations.NullMarked;
