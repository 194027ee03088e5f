/** Payments and labels become labelled postings; alerts and models become scores of them. */
@NullMarked
package ai.finai.laboratory.data;

import org.jspecify.annotations.NullMarked;
