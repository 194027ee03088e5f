package ai.finai.events;

/** How urgent an alert is, set by its rule. Declared from least to most urgent. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
