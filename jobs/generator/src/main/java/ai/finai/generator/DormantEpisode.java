package ai.finai.generator;

import static ai.finai.generator.Episodes.DAY;

import org.jspecify.annotations.Nullable;

/**
 * A dormant account that wakes for somebody else's money.
 *
 * <p>Silent for two weeks or more; then one or two credits of together 5,000 to 45,000 USD, now and then after a small one to
 * try it; from some hours after on, 85 to 98 % leave in 3 to 9 pieces over 3 to 9 days: notes, transfers to strangers, wires.
 * Ordinary life wakes with it. Sources: FFIEC manual, appendix F, Other Unusual or Suspicious Customer Activity: an account
 * with little activity suddenly has large deposits and withdrawals; FATF, Interpol and Egmont Group, Illicit Financial Flows
 * from Cyber-Enabled Fraud (2023).
 */
final class DormantEpisode extends SlowStory {

    static final long LEAST_SILENCE = 14 * DAY;
    /** Of the round, before it wakes: to have lived, and to be silent. */
    private static final int BEFORE = 18;

    private static final HeavyTail LARGE = new HeavyTail(12_000_00, 0.55, 2.5, 45_000_00);
    private static final HeavyTail TRIAL = new HeavyTail(25_00, 0.8, 3, 150_00);

    DormantEpisode(Stage stage) {
        super(stage);
    }

    @Override
    void act(@Nullable NearMiss nearMiss) {
        if (nearMiss == null) {
            wake();
            return;
        }
        switch (nearMiss) {
            case INHERITANCE_KEPT -> inherit();
            case RETURNING_CUSTOMER -> comeBack();
            default -> throw new IllegalArgumentException(nearMiss + " is none of " + Scenario.DORMANT);
        }
    }

    /** @return when the last credit comes */
    private long comeIntoMoney(long first, long sum, double tries, int credits, Kind kind, boolean own) {
        if (random.chance(tries)) {
            in(first + Hours.LEISURE.draw(random), stranger(), amount(TRIAL, 5_00, 150_00), cover());
        }
        int self = bank.neighbour(account, random);
        long last = first;
        for (long part : parts(sum, credits)) {
            long time = first + (1 + random.below(2)) * DAY + Hours.OFFICE.draw(random);
            in(time, own ? self : random.chance(0.4) ? foreigner() : stranger(), part, kind);
            last = Math.max(last, time);
        }
        return last;
    }

    private void wake() {
        int days = days(3, 9, BEFORE + 1);
        long first = begin(BEFORE, days + 1);
        long sum = amount(LARGE, 5_000_00, 45_000_00);
        long last = comeIntoMoney(first, sum, 0.35, count(1, 2), cover(), false);
        int[] abroad = {foreigner(), foreigner()};
        int confederate = stranger();
        int pieces = count(3, 9);
        double cash = random.between(0.1, 0.6);
        for (long part : parts(share(sum, 0.85, 0.98), pieces)) {
            int payee = random.chance(0.6) ? confederate : stranger();
            long time = after(last, 6, Math.max(30, 24 * (days - 2)), Hours.LEISURE);
            takeOut(time, part, oneOf(abroad), payee, 0.35, currency.usdCents(part) < 4_000_00 ? cash : 0);
        }
    }

    private void inherit() {
        int days = days(3, 9, BEFORE + 1);
        long first = begin(BEFORE, days + 1);
        long sum = amount(LARGE, 5_000_00, 45_000_00);
        Kind kind = random.chance(0.5) ? Kind.ESTATE : cover();
        long last = comeIntoMoney(first, sum, 0.2, count(1, 2), kind, false);
        boolean savings = random.chance(0.5);
        if (savings) {
            int broker = bank.institution(Persona.BROKER, account, 0);
            out(after(last, 12, 24 * days, Hours.OFFICE), broker, share(sum, 0.7, 0.95), Kind.INVOICE);
        }
        for (int i = random.below(savings ? 2 : 5); i > 0; i--) {
            long part = share(sum, 0.02, 0.08);
            int payee = random.chance(0.5) ? stranger() : bank.merchant(account, random);
            takeOut(after(last, 6, 24 * days, Hours.LEISURE), part, foreigner(), payee, 0.25, 0.25);
        }
    }

    private void comeBack() {
        int days = days(4, 9, BEFORE + 1);
        long first = begin(BEFORE, days + 1);
        long sum = amount(LARGE, 4_000_00, 30_000_00);
        long last = comeIntoMoney(first, sum, 0.25, count(1, 2), cover(), random.chance(0.7));
        for (long part : parts(share(sum, 0.3, 0.75), count(3, 9))) {
            long time = after(last, 6, 24 * (days - 1), Hours.LEISURE);
            int payee =
                    random.chance(0.35) ? stranger() : random.chance(0.7) ? bank.merchant(account, random) : friend();
            takeOut(time, part, foreigner(), payee, 0.1, currency.usdCents(part) < 2_000_00 ? 0.2 : 0);
        }
    }
}
