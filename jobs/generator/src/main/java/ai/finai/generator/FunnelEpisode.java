package ai.finai.generator;

import static ai.finai.generator.Episodes.DAY;

import org.jspecify.annotations.Nullable;

/**
 * A funnel account: cash is paid in at many places in small sums, and taken out elsewhere soon.
 *
 * <p>8 to 22 deposits of 200 to 2,950 USD, below every amount that a rule of the shipped book looks at, within three weeks.
 * After each few of them, within a week, 85 to 99 % of what has come together leave, mostly by wire abroad, else to a
 * stranger or in notes. A fourth of the accounts are shops'. Sources: FinCEN, FIN-2014-A005, Update on U.S. Currency
 * Restrictions in Mexico: Funnel Accounts; FFIEC manual, appendix F: deposits below a threshold that are consolidated and
 * transferred out of the country.
 */
final class FunnelEpisode extends SlowStory {

    private static final HeavyTail CASH = new HeavyTail(850_00, 0.65, 3, 2_950_00);
    private static final HeavyTail TIPS = new HeavyTail(260_00, 0.8, 3, 2_500_00);

    FunnelEpisode(Stage stage) {
        super(stage);
    }

    @Override
    void act(@Nullable NearMiss nearMiss) {
        if (nearMiss == null) {
            funnel();
            return;
        }
        switch (nearMiss) {
            case SHOP_TAKINGS -> payInTakings();
            case CASH_SAVED -> saveCash();
            case TIPS_SENT_HOME -> sendTipsHome();
            default -> throw new IllegalArgumentException(nearMiss + " is none of " + Scenario.FUNNEL);
        }
    }

    private Kind deposit() {
        return bank.persona(account) == Persona.SHOP ? Kind.TAKINGS : Kind.CASH_DEPOSIT;
    }

    private void funnel() {
        int deposits = count(8, 22);
        int days = days(5, 20, 5);
        int[] abroad = {foreigner(), bank.abroad(Persona.TRADER, random.next())};
        int confederate = stranger();
        long held = 0;
        int since = 0;
        long[] times = times(begin(days + 5), days, deposits, deposit().hours);
        for (int i = 0; i < deposits; i++) {
            held += in(times[i], Agenda.NOBODY, notesIn(CASH, 200_00, 2_900_00), deposit());
            since++;
            if (i == deposits - 1 || since >= 6 || since >= 3 && random.chance(0.3)) {
                long time = after(times[i], 4, 72, Hours.OFFICE);
                takeOut(time, share(held, 0.85, 0.99), oneOf(abroad), confederate, 0.6, 0.15);
                held = 0;
                since = 0;
            }
        }
    }

    private long notesIn(HeavyTail amounts, long least, long most) {
        double usdCents = Math.max(least, Math.min(most, amounts.draw(random)));
        return currency.rounded(usdCents, random.chance(0.5) ? 50 : random.chance(0.5) ? 20 : 5);
    }

    /** Suppliers, one of them abroad perhaps, get a good half of it; wages and rent are paid from the rest. */
    private void payInTakings() {
        int deposits = count(8, 20);
        int days = days(7, 20, 5);
        long first = begin(days + 5);
        double till = Math.max(150_00, Math.min(1_900_00, CASH.draw(random)));
        long held = 0;
        for (long time : times(first, days, deposits, Hours.CLOSING)) {
            double takings = till * random.between(0.5, 1.5);
            held += in(time, Agenda.NOBODY, currency.rounded(takings, 5), Kind.TAKINGS);
        }
        int abroad = bank.abroad(Persona.TRADER, random.next());
        boolean imports = random.chance(0.4);
        for (int i = count(2, 4); i > 0; i--) {
            long time = after(first + random.below(days) * DAY, 24, 120, Hours.OFFICE);
            boolean far = imports && random.chance(0.6);
            out(
                    time,
                    far ? abroad : bank.supplier(account, random),
                    share(held, 0.08, 0.2),
                    far ? Kind.WIRE : Kind.INVOICE);
        }
    }

    /** Gifts and tips put aside: they stay, or go into savings weeks later. */
    private void saveCash() {
        int deposits = count(5, 16);
        int days = days(8, 18, 10);
        long first = begin(days + 10);
        long held = 0;
        for (long time : times(first, days, deposits, Hours.OFFICE)) {
            held += in(time, Agenda.NOBODY, notesIn(TIPS, 50_00, 2_500_00), Kind.CASH_DEPOSIT);
        }
        if (random.chance(0.6)) {
            int broker = bank.institution(Persona.BROKER, account, 0);
            out(after(first + days * DAY, 48, 190, Hours.OFFICE), broker, share(held, 0.4, 0.95), Kind.INVOICE);
        }
    }

    /** Who is paid in cash pays it in and sends a part of it to the family, as each month. */
    private void sendTipsHome() {
        int deposits = count(6, 16);
        int days = days(8, 22, 4);
        int home = bank.abroad(Persona.BENEFICIARY, bank.traits(account) >>> 31);
        long held = 0;
        int since = 0;
        for (long time : times(begin(days + 4), days, deposits, Hours.OFFICE)) {
            held += in(time, Agenda.NOBODY, notesIn(TIPS, 50_00, 2_500_00), Kind.CASH_DEPOSIT);
            if (++since >= 4 && random.chance(0.35)) {
                out(after(time, 4, 72, Hours.LEISURE), home, share(held, 0.2, 0.6), Kind.REMITTANCE);
                held = 0;
                since = 0;
            }
        }
    }
}
