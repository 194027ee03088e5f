/** Companies that do not exist, and what is written about them. */
@NullMarked
package ai.finai.generator.market.news;

import org.jspecify.annotations.NullMarked;
