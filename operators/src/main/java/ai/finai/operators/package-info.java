/** How it is computed: the stages of the jobs, each a class with one static {@code of}. */
@NullMarked
package ai.finai.operators;

import org.jspecify.annotations.NullMarked;
