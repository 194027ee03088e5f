package ai.finai.state;

/**
 * An operator's two names. A snapshot finds the operator's state by its uid: changing or removing one drops the state kept
 * under it at the next upgrade. The name for people may change freely.
 */
public interface OperatorName {

    /** Under which a snapshot keeps the operator's state: lower case and hyphens. Never changes; unique within a job. */
    String uid();

    /** For the web interface, metrics and messages. */
    String title();
}
