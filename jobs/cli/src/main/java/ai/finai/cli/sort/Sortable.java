package ai.finai.cli.sort;

/**
 * A record that is sorted by its key and carried as bytes.
 *
 * @param payload not copied: do not change it afterwards
 */
public record Sortable(SortKey key, byte[] payload) {}
