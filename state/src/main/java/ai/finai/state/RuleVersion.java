package ai.finai.state;

/** Whose partial matches these are: they outlive the book, but not a new version of the rule. */
public record RuleVersion(String ruleId, int version) {}
