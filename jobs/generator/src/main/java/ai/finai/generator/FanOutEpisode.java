package ai.finai.generator;

import static ai.finai.generator.Episodes.DAY;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fan-out, or scatter: a large sum is broken up.
 *
 * <p>1 to 3 credits of together 8,000 to 60,000 USD within two days; from half a day after the last one on, 85 to 99 % leave
 * in 8 to 24 payments to as many counterparties, nearly all new, over 4 to 10 days: transfers, wires, some notes. A fourth
 * of the accounts are shops'. Sources: FFIEC manual, appendix F, Shell Company Activity: an unusually large number and
 * variety of beneficiaries; FATF, Professional Money Laundering (2018); named as in Altman et al., Realistic Synthetic
 * Financial Transactions for Anti-Money Laundering Models (NeurIPS 2023).
 */
final class FanOutEpisode extends SlowStory {

    private static final HeavyTail LARGE = new HeavyTail(17_000_00, 0.5, 2.5, 60_000_00);
    private static final HeavyTail WAGE = new HeavyTail(900_00, 0.4, 3, 4_000_00);

    FanOutEpisode(Stage stage) {
        super(stage);
    }

    @Override
    void act(@Nullable NearMiss nearMiss) {
        if (nearMiss == null) {
            scatter();
            return;
        }
        switch (nearMiss) {
            case PAYROLL -> payWages();
            case SHARED_INHERITANCE -> shareInheritance();
            case RENOVATION -> renovate();
            default -> throw new IllegalArgumentException(nearMiss + " is none of " + Scenario.FAN_OUT);
        }
    }

    private void scatter() {
        int days = days(4, 10, 4);
        long first = begin(days + 4);
        long sum = amount(LARGE, 8_000_00, 60_000_00);
        long last = first;
        for (long part : parts(sum, count(1, 3))) {
            long time = first + random.below(2) * DAY + Hours.OFFICE.draw(random);
            int payer = random.chance(0.5) ? bank.abroad(Persona.TRADER, random.next()) : stranger();
            in(time, payer, part, cover());
            last = Math.max(last, time);
        }
        int payments = count(8, 24);
        int again = random.chance(0.4) ? count(1, payments - 1) : 0;
        int payee = stranger();
        long[] parts = parts(share(sum, 0.85, 0.99), payments);
        for (int i = 0; i < payments; i++) {
            payee = i > 0 && i == again ? payee : stranger();
            long time = after(last, 12, 12 + 24 * (days - 2), Hours.LEISURE);
            takeOut(time, parts[i], foreigner(), payee, 0.22, 0.08);
        }
    }

    /** The same people in the same sums, every week or two. */
    private void payWages() {
        int[] staff = new int[count(4, 11)];
        long[] wages = new long[staff.length];
        long bill = 0;
        for (int i = 0; i < staff.length; i++) {
            staff[i] = random.chance(0.3) ? stranger() : bank.neighbour(account, random);
            wages[i] = amount(WAGE, 200_00, 4_000_00);
            bill += wages[i];
        }
        int between = random.chance(0.5) ? 7 : 14;
        int runs = between == 7 ? count(2, 3) : 2;
        long first = begin(between * (runs - 1) + 6);
        long paid = share(bill * runs, 1.0, 1.6);
        for (long part : parts(paid, count(1, 3))) {
            int customer =
                    random.chance(0.3) ? bank.abroad(Persona.TRADER, random.next()) : bank.customer(account, random);
            in(first + random.below(3) * DAY + Hours.OFFICE.draw(random), customer, part, Kind.INVOICE);
        }
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < staff.length; i++) {
                long time = first + (4 + run * between) * DAY + Hours.NIGHT.draw(random);
                out(time, staff[i], random.chance(0.8) ? wages[i] : share(wages[i], 0.7, 1.3), Kind.SALARY);
            }
        }
    }

    private void shareInheritance() {
        int days = days(6, 18, 2);
        long first = begin(days + 2);
        long sum = amount(LARGE, 8_000_00, 60_000_00);
        long time = first + Hours.OFFICE.draw(random);
        in(time, random.chance(0.8) ? bank.neighbour(account, random) : foreigner(), sum, Kind.ESTATE);
        int heirs = count(3, 8);
        for (long part : parts(share(sum, 0.4, 0.8), heirs)) {
            int heir =
                    random.chance(0.5) ? friend() : random.chance(0.8) ? bank.neighbour(account, random) : foreigner();
            out(
                    after(time, 10, 24 * (days - 1), Hours.LEISURE),
                    heir,
                    part,
                    random.chance(0.5) ? Kind.ESTATE : Kind.PEER);
        }
    }

    private void renovate() {
        int days = days(10, 24, 2);
        long first = begin(days + 2);
        long sum = amount(LARGE, 8_000_00, 60_000_00);
        long time = first + Hours.OFFICE.draw(random);
        boolean loan = random.chance(0.5);
        in(
                time,
                bank.institution(loan ? Persona.LENDER : Persona.BROKER, account, 0),
                sum,
                loan ? Kind.LOAN : Kind.INVOICE);
        int[] trades = new int[count(3, 5)];
        Arrays.setAll(trades, i -> random.chance(0.5) ? stranger() : bank.merchant(account, random));
        for (long part : parts(share(sum, 0.7, 1.0), count(8, 20))) {
            takeOut(after(time, 10, 24 * (days - 1), Hours.OFFICE), part, oneOf(trades), oneOf(trades), 0, 0.06);
        }
    }
}
