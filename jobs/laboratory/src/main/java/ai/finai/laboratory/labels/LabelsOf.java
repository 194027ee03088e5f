package ai.finai.laboratory.labels;

/** Which rows of a label file of AMLSim are positives. */
public enum LabelsOf {
    /** Every transaction that belongs to an alert: the patterns of its false alarms have the same shape. */
    PATTERN,
    /** Those that AMLSim calls suspicious ({@code is_sar} is 1). */
    SAR
}
