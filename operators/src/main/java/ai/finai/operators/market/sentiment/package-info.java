/** What a text model says of headlines. */
@NullMarked
package ai.finai.operators.market.sentiment;

import org.jspecify.annotations.NullMarked;
