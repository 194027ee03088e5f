package ai.finai.events;

/**
 * What champion and challenger said of the same posting: a record of the {@code model-scores} topic.
 *
 * @param account whose posting it is
 * @param eventTime milliseconds since 1970-01-01T00:00:00Z
 * @param champion {@code name/version} of the model in force
 * @param championScore from 0 to 1; NaN without one
 * @param challenger {@code name/version} of the model beside it
 * @param challengerScore from 0 to 1; NaN without one
 */
public record ModelScore(
        String transactionId,
        Direction direction,
        String account,
        long eventTime,
        String champion,
        float championScore,
        String challenger,
        float challengerScore) {

    /** For logs: accounts are personal and masked. */
    @Override
    public String toString() {
        return "ModelScore[transactionId=" + transactionId + ", direction=" + direction + ", account=" + FieldClass.MASK
                + ", eventTime=" + Instants.format(eventTime) + ", champion=" + champion + ", championScore="
                + championScore + ", challenger=" + challenger + ", challengerScore=" + challengerScore + ']';
    }
}
