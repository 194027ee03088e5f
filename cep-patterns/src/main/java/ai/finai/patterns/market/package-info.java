/** What is worth an alert about a symbol of a market: kinds of rules about bars and news, and the rule book of the market job. */
@NullMarked
package ai.finai.patterns.market;

import org.jspecify.annotations.NullMarked;
