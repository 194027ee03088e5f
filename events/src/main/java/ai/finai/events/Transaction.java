package ai.finai.events;

import org.jspecify.annotations.Nullable;

/**
 * A payment as it was accepted. Field names follow ISO 20022.
 *
 * <p>A cash deposit has no debtor account, a cash withdrawal no creditor account; one of the two is always there.
 * Names and purpose are personal data: they are archived, and never logged.
 *
 * @param transactionId not empty; unique within the deduplication window
 * @param eventTime when it was booked, milliseconds since 1970-01-01T00:00:00Z (finer digits are cut)
 * @param amount positive, in minor units of {@code currency}
 * @param currency ISO 4217 code
 * @param channel how it was paid, upper case ({@code CASH}, {@code CARD}, {@code TRANSFER}, ...)
 * @param debtorAccount who pays
 * @param creditorAccount who is paid
 * @param debtorCountry ISO 3166-1 alpha-2
 * @param creditorCountry ISO 3166-1 alpha-2
 * @param debtorAgent the debtor's bank (BIC)
 * @param creditorAgent the creditor's bank (BIC)
 * @param purpose free text
 * @param origin where it was read; not part of its content
 */
public record Transaction(
        String transactionId,
        long eventTime,
        long amount,
        String currency,
        @Nullable String channel,
        @Nullable String debtorAccount,
        @Nullable String creditorAccount,
        @Nullable String debtorName,
        @Nullable String creditorName,
        @Nullable String debtorCountry,
        @Nullable String creditorCountry,
        @Nullable String debtorAgent,
        @Nullable String creditorAgent,
        @Nullable String purpose,
        Origin origin)
        implements Event {

    @Override
    public String id() {
        return transactionId;
    }

    /** For logs: accounts, names and purpose are personal and masked. */
    @Override
    public String toString() {
        return "Transaction[transactionId=" + transactionId + ", eventTime=" + Instants.format(eventTime) + ", amount="
                + amount + ", currency=" + currency + ", channel=" + channel + ", debtorAccount="
                + FieldClass.masked(debtorAccount) + ", creditorAccount=" + FieldClass.masked(creditorAccount)
                + ", debtorName=" + FieldClass.masked(debtorName) + ", creditorName="
                + FieldClass.masked(creditorName) + ", debtorCountry=" + debtorCountry + ", creditorCountry="
                + creditorCountry + ", debtorAgent=" + debtorAgent + ", creditorAgent=" + creditorAgent + ", purpose="
                + FieldClass.masked(purpose) + ", origin=" + origin + ']';
    }
}
