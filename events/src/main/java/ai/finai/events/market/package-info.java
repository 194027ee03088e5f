/** What flows in the market job: bars of prices, news, splits, and alerts about symbols; their JSON and its checks. */
@NullMarked
package ai.finai.events.market;

import org.jspecify.annotations.NullMarked;
