/** The commands that train and judge models of texts. */
@NullMarked
package ai.finai.laboratory.sentiment;

import org.jspecify.annotations.NullMarked;
