package ai.finai.generator.market;

/**
 * What a feed sends.
 *
 * @param topic where to
 * @param key the symbol; of news its id
 * @param eventTime milliseconds since 1970-01-01T00:00:00Z
 * @param value JSON in UTF-8, without a line's end
 */
public record MarketRecord(MarketTopic topic, String key, long eventTime, byte[] value) {}
