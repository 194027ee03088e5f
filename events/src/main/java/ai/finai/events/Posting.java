package ai.finai.events;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One account's side of a transaction: what rules and models see.
 *
 * @param account whose side this is
 * @param direction whether the account was paid or paid
 * @param counterparty the other account; null where there is none (cash)
 * @param amount positive, in minor units of {@code currency}
 * @param currency ISO 4217 code
 * @param baseAmount the amount in minor units of the base currency, or {@link #UNRATED}
 * @param channel as on the transaction
 * @param country of the account's side, ISO 3166-1 alpha-2
 * @param counterpartyCountry of the other side
 * @param eventTime milliseconds since 1970-01-01T00:00:00Z
 * @param transactionId of the transaction it is a side of
 * @param origin where the transaction was read
 */
public record Posting(
        String account,
        Direction direction,
        @Nullable String counterparty,
        long amount,
        String currency,
        long baseAmount,
        @Nullable String channel,
        @Nullable String country,
        @Nullable String counterpartyCountry,
        long eventTime,
        String transactionId,
        Origin origin) {

    /** {@link #baseAmount} of a posting whose currency has no rate on its day. */
    public static final long UNRATED = -1;

    /** The order of postings everywhere: event time, then transaction id (by UTF-16 code unit), then direction. */
    public static final Comparator<Posting> ORDER = Comparator.comparingLong(Posting::eventTime)
            .thenComparing(Posting::transactionId)
            .thenComparing(Posting::direction);

    /**
     * One side of a transaction.
     *
     * @param baseAmount the amount in minor units of the base currency, or {@link #UNRATED}
     * @throws IllegalArgumentException if the transaction has no account on that side
     */
    public static Posting of(Transaction transaction, Direction direction, long baseAmount) {
        boolean credit = direction == Direction.CREDIT;
        String account = credit ? transaction.creditorAccount() : transaction.debtorAccount();
        if (account == null) {
            throw new IllegalArgumentException("no account on the side " + direction);
        }
        return new Posting(
                account,
                direction,
                credit ? transaction.debtorAccount() : transaction.creditorAccount(),
                transaction.amount(),
                transaction.currency(),
                baseAmount,
                transaction.channel(),
                credit ? transaction.creditorCountry() : transaction.debtorCountry(),
                credit ? transaction.debtorCountry() : transaction.creditorCountry(),
                transaction.eventTime(),
                transaction.transactionId(),
                transaction.origin());
    }

    public boolean rated() {
        return baseAmount != UNRATED;
    }

    /** For logs: accounts are personal and masked. */
    @Override
    public String toString() {
        return "Posting[account=" + FieldClass.MASK + ", direction=" + direction + ", counterparty="
                + FieldClass.masked(counterparty) + ", amount=" + amount + ", currency=" + currency + ", baseAmount="
                + baseAmount + ", channel=" + channel + ", country=" + country + ", counterpartyCountry="
                + counterpartyCountry + ", eventTime=" + Instants.format(eventTime) + ", transactionId="
                + transactionId + ", origin=" + origin + ']';
    }
}
