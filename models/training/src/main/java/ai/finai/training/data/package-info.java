/** Labelled postings with their features, as training and evaluation take them. */
@NullMarked
package ai.finai.training.data;

import org.jspecify.annotations.NullMarked;
