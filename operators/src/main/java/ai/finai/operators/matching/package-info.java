/**
 * Rule matching: Flink CEP patterns over the postings of one account, many rules at once, without Flink's runtime.
 * {@link ai.finai.operators.matching.RuleMatcher} is the way in.
 */
@NullMarked
package ai.finai.operators.matching;

import org.jspecify.annotations.NullMarked;
