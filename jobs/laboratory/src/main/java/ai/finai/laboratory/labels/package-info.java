/** Which postings are laundering, read from files of several forms. */
@NullMarked
package ai.finai.laboratory.labels;

import org.jspecify.annotations.NullMarked;
