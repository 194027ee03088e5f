package ai.finai.generator.market.news;

/**
 * A company that does not exist.
 *
 * @param ticker four capital letters, unique in a market
 * @param name with what it does: {@code Veldora Systems}; unique in a market
 * @param shortName without: {@code Veldora}
 */
public record Company(String ticker, String name, String shortName, Sector sector) {}
