/** The order of event time: what has come waits until the watermark has passed it. */
@NullMarked
package ai.finai.operators.order;

import org.jspecify.annotations.NullMarked;
