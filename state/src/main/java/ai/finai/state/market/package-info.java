/** What is kept of a symbol of a market: its statistics, of a fixed size however long it trades. */
@NullMarked
package ai.finai.state.market;

import org.jspecify.annotations.NullMarked;
