/** How a classifier of short texts is trained: vocabulary, network, export. */
@NullMarked
package ai.finai.training.text;

import org.jspecify.annotations.NullMarked;
