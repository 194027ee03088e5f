package ai.finai.generator;

/** Enters payments of ordinary life: those within the time that is asked for, where they disturb no label. */
final class Journal {

    private final Reservations reservations;
    private final Agenda agenda;
    private final long from;
    private final long until;

    /** Payments before {@code from} and from {@code until} on, in epoch milliseconds, are left out. */
    Journal(Reservations reservations, Agenda agenda, long from, long until) {
        this.reservations = reservations;
        this.agenda = agenda;
        this.from = from;
        this.until = until;
    }

    /** @param random gives the bits of the purpose, if the payment is entered */
    void enter(long time, int debtor, int creditor, long amount, Denomination currency, Kind kind, Randomness random) {
        long usdCents = currency.usdCents(amount);
        if (time >= from
                && time < until
                && debtor != creditor
                && reservations.allows(debtor, time, usdCents)
                && reservations.allows(creditor, time, usdCents)) {
            agenda.add(time, debtor, creditor, amount, currency, kind, false, (int) random.next());
        }
    }
}
