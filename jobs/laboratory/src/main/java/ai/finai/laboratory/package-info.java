/** The commands of {@code finai model} that train and judge models: they need the training module and its natives. */
@NullMarked
package ai.finai.laboratory;

import org.jspecify.annotations.NullMarked;
