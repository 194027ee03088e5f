/** Texts as models read them: cut into the pieces of a vocabulary. */
@NullMarked
package ai.finai.models.text;

import org.jspecify.annotations.NullMarked;
