/**
 * What is usual of a symbol, and how far a bar is from it. {@code MarketStatistics} is the way in; it needs no Flink. Definitions
 * and sources: {@code src/docs/market-statistics.md}.
 */
@NullMarked
package ai.finai.operators.market.statistics;

import org.jspecify.annotations.NullMarked;
