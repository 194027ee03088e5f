/**
 * What a job gives where nothing goes wrong, beside what readers see of it. Sources that both the tests here and the module
 * {@code bench} compile: no test library is in them.
 */
@NullMarked
package ai.finai.jobs.proof;

import org.jspecify.annotations.NullMarked;
