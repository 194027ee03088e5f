/** Payments of a plausible bank, with labelled laundering episodes and near misses. Same settings, same bytes. */
@NullMarked
package ai.finai.generator;

import org.jspecify.annotations.NullMarked;
