/** Reading rule books: {@link ai.finai.patterns.book.RuleBookReader}. */
@NullMarked
package ai.finai.patterns.book;

import org.jspecify.annotations.NullMarked;
