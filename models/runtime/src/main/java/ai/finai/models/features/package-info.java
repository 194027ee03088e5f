/** What a model sees of an account: computed here, once, for training and for serving. */
@NullMarked
package ai.finai.models.features;

import org.jspecify.annotations.NullMarked;
