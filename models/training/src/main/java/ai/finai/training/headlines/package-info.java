/** Headlines that people have judged, how they are cut into parts, and how good a classifier of them is. */
@NullMarked
package ai.finai.training.headlines;

import org.jspecify.annotations.NullMarked;
