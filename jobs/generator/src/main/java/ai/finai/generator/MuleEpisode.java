package ai.finai.generator;

import static ai.finai.generator.Episodes.DAY;

import org.jspecify.annotations.Nullable;

/**
 * A money mule: lends the account to others, for a commission.
 *
 * <p>3 to 9 credits of 150 to 4,900 USD, nearly all from different strangers, within three weeks. Each, or two together, is
 * passed on within five days, a few hours to two days after it mostly: by wire to one or two people abroad, by transfer
 * to a stranger, in notes. 3 to 12 % stay. Sources: Europol, Money Muling (European Money Mule Action); FATF, Interpol and
 * Egmont Group, Illicit Financial Flows from Cyber-Enabled Fraud (2023); FFIEC manual, appendix F, Funds Transfers: many
 * small incoming transfers, nearly all of it wired on.
 */
final class MuleEpisode extends SlowStory {

    private static final HeavyTail LOOT = new HeavyTail(900_00, 0.8, 2.5, 4_900_00);
    private static final HeavyTail DUES = new HeavyTail(140_00, 0.8, 2.5, 1_500_00);
    private static final HeavyTail GOODS = new HeavyTail(320_00, 1.0, 2.2, 4_900_00);
    private static final HeavyTail FEE = new HeavyTail(1_100_00, 0.6, 2.5, 4_900_00);
    private static final HeavyTail SUPPORT = new HeavyTail(420_00, 0.7, 2.5, 3_000_00);

    MuleEpisode(Stage stage) {
        super(stage);
    }

    @Override
    void act(@Nullable NearMiss nearMiss) {
        if (nearMiss == null) {
            passOn();
            return;
        }
        switch (nearMiss) {
            case CLUB_TREASURER -> collectDues();
            case SECOND_HAND_SELLER -> sellGoods();
            case FAMILY_REMITTER -> remitForTheFamily();
            case PAID_FREELANCER -> workForClients();
            default -> throw new IllegalArgumentException(nearMiss + " is none of " + Scenario.MULE);
        }
    }

    private void passOn() {
        int credits = count(3, 9);
        int days = days(4, 22, 4);
        long[] times = times(begin(days + 4), days, credits, Hours.LEISURE);
        int[] abroad = {foreigner(), foreigner()};
        int confederate = stranger();
        int again = random.chance(0.3) ? count(1, credits - 1) : 0;
        int payer = stranger();
        double wires = random.between(0.2, 0.7);
        double cash = random.between(0.1, 0.9 - wires);
        long held = 0;
        for (int i = 0; i < credits; i++) {
            payer = i > 0 && i == again ? payer : stranger();
            boolean far = bank.persona(payer).abroad();
            held += in(times[i], payer, amount(LOOT, 150_00, 4_850_00), far ? wire() : cover());
            if (i == credits - 1 || !random.chance(0.2)) {
                long sum = share(held, 0.88, 0.97);
                boolean two = random.chance(0.25);
                long first = two ? share(sum, 0.3, 0.7) : sum;
                long time = after(times[i], 2, random.chance(0.75) ? 24 : 44, Hours.LEISURE);
                takeOut(time, first, oneOf(abroad), confederate, wires, cash);
                if (two) {
                    takeOut(after(time, 1, 16, Hours.LEISURE), sum - first, oneOf(abroad), stranger(), wires, cash);
                }
                held = 0;
            }
        }
    }

    /** Many pay in, some of them friends; one to two weeks later one who gives something for it is paid. */
    private void collectDues() {
        int members = count(5, 14);
        int days = days(5, 14, 14);
        long first = begin(days + 14);
        long fee = amount(DUES, 30_00, 1_500_00);
        long held = 0;
        for (long time : times(first, days, members, Hours.LEISURE)) {
            long paid = random.chance(0.7) ? fee : amount(DUES, 30_00, 1_500_00);
            held += in(
                    time, random.chance(0.4) ? friend() : stranger(), paid, random.chance(0.6) ? Kind.DUES : cover());
        }
        boolean trip = random.chance(0.3);
        int payee = trip ? bank.abroad(Persona.TRADER, random.next()) : bank.merchant(account, random);
        long time = after(first + days * DAY, 7 * 24, 12 * 24, Hours.OFFICE);
        out(time, payee, share(held, 0.85, 1), trip ? Kind.WIRE : Kind.INVOICE);
    }

    /** Strangers pay for things; the money stays, but for what is bought in turn. */
    private void sellGoods() {
        int sales = count(3, 9);
        int days = days(4, 22, 4);
        long first = begin(days + 4);
        long held = 0;
        for (long time : times(first, days, sales, Hours.LEISURE)) {
            boolean notes = random.chance(0.12);
            long price = amount(GOODS, 20_00, 4_850_00);
            held += notes
                    ? in(time, Agenda.NOBODY, notes(currency.usdCents(price)), Kind.CASH_DEPOSIT)
                    : in(time, stranger(), price, random.chance(0.6) ? Kind.SALE : cover());
        }
        for (int i = random.below(4); i > 0; i--) {
            long time = after(first + random.below(days) * DAY, 24, 90, Hours.LEISURE);
            int payee = random.chance(0.5) ? stranger() : bank.merchant(account, random);
            out(time, payee, share(held, 0.04, 0.18), bank.persona(payee).human() ? Kind.SALE : Kind.INVOICE);
        }
    }

    /** The same few relatives give what goes to the same relative abroad, all of it or with something of one's own. */
    private void remitForTheFamily() {
        int gifts = count(5, 8);
        int days = days(10, 24, 4);
        int[] relatives = random.chance(0.4)
                ? new int[] {friend(), bank.neighbour(account, random)}
                : new int[] {friend(), friend(), foreigner()};
        int home = bank.abroad(Persona.BENEFICIARY, bank.traits(account) >>> 31);
        for (long time : times(begin(days + 4), days, gifts, Hours.LEISURE)) {
            int relative = oneOf(relatives);
            boolean far = bank.persona(relative).abroad();
            long gift = in(time, relative, amount(SUPPORT, 80_00, 3_000_00), far ? Kind.REMITTANCE : Kind.PEER);
            if (random.chance(0.85)) {
                long sent = random.chance(0.4) ? gift : share(gift, 0.9, 1.3);
                out(after(time, 2, 60, Hours.LEISURE), home, sent, Kind.REMITTANCE);
            }
        }
    }

    /** Clients, some of them abroad, pay for work; a subcontractor gets part of it. */
    private void workForClients() {
        int invoices = count(4, 9);
        int days = days(8, 22, 4);
        long first = begin(days + 4);
        long held = 0;
        for (long time : times(first, days, invoices, Hours.OFFICE)) {
            boolean far = random.chance(0.4);
            int client = far ? bank.abroad(Persona.CLIENT, random.next()) : bank.customer(account, random);
            held += in(time, client, amount(FEE, 150_00, 4_850_00), far ? Kind.WIRE : Kind.INVOICE);
        }
        int subcontractor = random.chance(0.5) ? foreigner() : stranger();
        for (int i = count(1, 3); i > 0; i--) {
            long time = after(first + random.below(days) * DAY, 10, 80, Hours.OFFICE);
            boolean far = bank.persona(subcontractor).abroad();
            out(time, subcontractor, share(held, 0.05, 0.16), far ? Kind.WIRE : Kind.INVOICE);
        }
    }
}
