/** What is suspicious: the rule kinds, written with the Flink CEP Pattern API, and the rule book that instantiates them. */
@NullMarked
package ai.finai.patterns;

import org.jspecify.annotations.NullMarked;
