/** What the files of models say of themselves. */
@NullMarked
package ai.finai.models.contract;

import org.jspecify.annotations.NullMarked;
