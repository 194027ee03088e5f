package ai.finai.generator;

import static ai.finai.generator.Episodes.DAY;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fan-in, or gather: what came from many is brought together and sent away.
 *
 * <p>8 to 24 credits of 100 to 3,500 USD from strangers, nearly all of them different, within 2 to 8 days; one to six days
 * after the last one, 85 to 99 % leave in 1 to 3 payments, by wire abroad mostly, all to one or two. Sources: FFIEC manual,
 * appendix F, Funds Transfers: many small incoming transfers that are wired to another country; FATF, Professional Money
 * Laundering (2018): collection accounts; named as in Altman et al., Realistic Synthetic Financial Transactions for
 * Anti-Money Laundering Models (NeurIPS 2023).
 */
final class FanInEpisode extends SlowStory {

    private static final HeavyTail SMALL = new HeavyTail(520_00, 0.8, 2.5, 3_500_00);
    private static final HeavyTail GIFT = new HeavyTail(110_00, 1.0, 2.2, 2_500_00);
    private static final HeavyTail RENT = new HeavyTail(820_00, 0.3, 4, 2_500_00);
    private static final HeavyTail ORDER = new HeavyTail(260_00, 1.0, 2.2, 4_000_00);

    FanInEpisode(Stage stage) {
        super(stage);
    }

    @Override
    void act(@Nullable NearMiss nearMiss) {
        if (nearMiss == null) {
            gather();
            return;
        }
        switch (nearMiss) {
            case PARTY_COLLECTION -> collect();
            case RENTS_RECEIVED -> receiveRents();
            case BUSY_WEEKEND -> sellMuch();
            default -> throw new IllegalArgumentException(nearMiss + " is none of " + Scenario.FAN_IN);
        }
    }

    private void gather() {
        int days = days(2, 8, 7);
        long first = begin(days + 7);
        long sum = 0;
        long last = first;
        for (long time : times(first, days, count(8, 24), Hours.LEISURE)) {
            sum += in(time, stranger(), amount(SMALL, 100_00, 3_500_00), cover());
            last = time;
        }
        int[] abroad = {foreigner(), random.chance(0.5) ? foreigner() : bank.abroad(Persona.TRADER, random.next())};
        int confederate = stranger();
        for (long part : parts(share(sum, 0.85, 0.99), count(1, 3))) {
            takeOut(after(last, 24, 5 * 24, Hours.OFFICE), part, oneOf(abroad), confederate, 0.75, 0.05);
        }
    }

    private void collect() {
        int days = days(3, 10, 14);
        long first = begin(days + 14);
        long each = amount(GIFT, 10_00, 1_500_00);
        long sum = 0;
        for (long time : times(first, days, count(8, 24), Hours.LEISURE)) {
            long gift = random.chance(0.3) ? each : amount(GIFT, 10_00, 2_500_00);
            sum += in(time, random.chance(0.3) ? friend() : stranger(), gift, random.chance(0.5) ? Kind.DUES : cover());
        }
        boolean far = random.chance(0.4);
        int payee = far ? bank.abroad(Persona.TRADER, random.next()) : bank.merchant(account, random);
        for (long part : parts(share(sum, 0.8, 1.05), count(1, 2))) {
            long time = after(first + days * DAY, 7 * 24, 12 * 24, Hours.OFFICE);
            out(time, payee, part, far ? wire() : Kind.INVOICE);
        }
    }

    private void receiveRents() {
        int[] tenants = new int[count(5, 10)];
        Arrays.setAll(tenants, i -> bank.neighbour(account, random));
        long[] rents = new long[tenants.length];
        Arrays.setAll(rents, i -> currency.rounded(RENT.draw(random), 10));
        boolean twice = (until - from) / DAY >= 50;
        int lender = bank.institution(Persona.LENDER, account, 0);
        long first = begin(twice ? 46 : 16);
        for (int month = 0; month < (twice ? 2 : 1); month++) {
            long start = first + month * 30 * DAY;
            long sum = 0;
            for (int i = 0; i < tenants.length; i++) {
                boolean late = random.chance(0.2);
                long time =
                        start + random.below(late ? 8 : 3) * DAY + (late ? Hours.LEISURE : Hours.NIGHT).draw(random);
                sum += in(time, tenants[i], rents[i], late ? Kind.PEER : Kind.RENT);
            }
            long due = start + 5 * DAY + Hours.NIGHT.draw(random);
            out(due, lender, share(sum, 0.4, 0.6), Kind.MORTGAGE);
            for (int i = random.below(3); i > 0; i--) {
                out(after(due, 0, 8 * 24, Hours.OFFICE), stranger(), share(sum, 0.03, 0.1), Kind.WORKS);
            }
        }
    }

    private void sellMuch() {
        int days = days(2, 6, 7);
        long first = begin(days + 7);
        long sum = 0;
        long last = first;
        for (long time : times(first, days, count(10, 26), Hours.SHOPPING)) {
            boolean card = random.chance(0.4);
            long price = currency.price(Math.min(4_000_00, ORDER.draw(random)), random);
            sum += in(time, stranger(), price, card ? Kind.CARD_PURCHASE : Kind.INVOICE);
            last = time;
        }
        boolean far = random.chance(0.35);
        for (long part : parts(share(sum, 0.35, 0.75), count(1, 3))) {
            int supplier = far ? bank.abroad(Persona.TRADER, random.next()) : bank.supplier(account, random);
            out(after(last, 24, 5 * 24, Hours.OFFICE), supplier, part, far ? Kind.WIRE : Kind.INVOICE);
        }
    }
}
