package ai.finai.generator;

import static ai.finai.generator.Episodes.DAY;

import org.jspecify.annotations.Nullable;

/**
 * A round trip: one's own money comes back from abroad as somebody else's.
 *
 * <p>After a first sum of 2,500 to 25,000 USD has come from a stranger, 2 to 4 times nearly all of it goes abroad in one or
 * two payments, and 88 to 103 % of that comes back within eight days, in one or two, from another counterparty abroad.
 * A fourth of the accounts are shops'. Sources: FATF and Egmont Group, Trade-Based Money Laundering: Trends and Developments
 * (2020); FFIEC manual, appendix F: money moves to another bank and then back to the first; FATF, Professional Money
 * Laundering (2018).
 */
final class RoundTripEpisode extends SlowStory {

    private static final HeavyTail SUM = new HeavyTail(6_000_00, 0.6, 2.5, 25_000_00);
    private static final int DAYS_A_TRIP = 6;

    RoundTripEpisode(Stage stage) {
        super(stage);
    }

    @Override
    void act(@Nullable NearMiss nearMiss) {
        if (nearMiss == null) {
            goRound();
            return;
        }
        switch (nearMiss) {
            case INVOICES_AND_REFUNDS -> buyAndReturn();
            case FAMILY_LOAN -> lend();
            case TRADE_ABROAD -> trade();
            default -> throw new IllegalArgumentException(nearMiss + " is none of " + Scenario.ROUND_TRIP);
        }
    }

    private int firm() {
        return bank.abroad(random.chance(0.6) ? Persona.TRADER : Persona.FOREIGNER, random.next());
    }

    private void goRound() {
        int trips = count(2, 4);
        long time = begin(4 + trips * DAYS_A_TRIP) + Hours.OFFICE.draw(random);
        long held = in(time, random.chance(0.6) ? stranger() : firm(), amount(SUM, 2_500_00, 25_000_00), cover());
        int there = firm();
        int back = firm();
        for (int trip = 0; trip < trips; trip++) {
            there = random.chance(0.5) ? there : firm();
            do {
                back = random.chance(0.5) ? back : firm();
            } while (back == there);
            long sent = share(held, 0.85, 0.99);
            long left = time;
            for (long part : parts(sent, count(1, 2))) {
                long leaves = after(time, 20, 50, Hours.OFFICE);
                out(leaves, there, part, wire());
                left = Math.max(left, leaves);
            }
            long returned = share(sent, 0.88, 1.03);
            held = 0;
            for (long part : parts(returned, count(1, 2))) {
                long arrived = after(left, 24, 24 * 3, Hours.OFFICE);
                held += in(arrived, back, part, wire());
                time = Math.max(time, arrived);
            }
        }
    }

    private void buyAndReturn() {
        int orders = count(2, 4);
        long time = begin(4 + orders * DAYS_A_TRIP) + Hours.OFFICE.draw(random);
        long budget = in(time, random.chance(0.5) ? stranger() : firm(), amount(SUM, 2_500_00, 25_000_00), cover());
        int seller = firm();
        for (int order = 0; order < orders; order++) {
            seller = random.chance(0.6) ? seller : firm();
            long price = share(budget, 0.3, 0.95);
            long paid = after(time, 20, 60, Hours.OFFICE);
            out(paid, seller, price, wire());
            time = after(paid, 24, 24 * 4, Hours.OFFICE);
            if (random.chance(0.75)) {
                long refund = random.chance(0.25) ? price : share(price, 0.08, 0.8);
                in(time, seller, refund, wire());
            }
        }
    }

    private void lend() {
        int loans = count(1, 3);
        long time = begin(4 + loans * 8) + Hours.OFFICE.draw(random);
        long savings = in(time, stranger(), amount(SUM, 2_500_00, 25_000_00), cover());
        for (int loan = 0; loan < loans; loan++) {
            int debtor = random.chance(0.6) ? foreigner() : friend();
            boolean far = bank.persona(debtor).abroad();
            long lent = share(savings, 0.2, 0.9);
            long given = after(time, 20, 60, Hours.LEISURE);
            out(given, debtor, lent, far ? wire() : Kind.PEER);
            for (long part : parts(share(lent, 0.8, 1.0), count(1, 4))) {
                long back = after(given, 24, 24 * 5, Hours.LEISURE);
                in(back, debtor, part, far ? wire() : Kind.PEER);
                time = Math.max(time, back);
            }
        }
    }

    private void trade() {
        int days = days(8, 24, 2);
        long first = begin(days + 2);
        for (long time : times(first, days, count(3, 6), Hours.OFFICE)) {
            in(time, firm(), amount(SUM, 800_00, 25_000_00), wire());
        }
        for (long time : times(first, days, count(2, 5), Hours.OFFICE)) {
            out(time + DAY, firm(), amount(SUM, 800_00, 20_000_00), wire());
        }
    }
}
