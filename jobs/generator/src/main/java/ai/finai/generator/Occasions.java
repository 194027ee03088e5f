package ai.finai.generator;

import static ai.finai.generator.Episodes.DAY;

import ai.finai.generator.Episode.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What honest people and shops do now and then and launderers do too: deal with strangers, wire abroad, come into money and
 * spend it, collect for others, move house, travel, carry larger sums in notes. Comes on top of {@link DailyLife} where a
 * scenario without a rule is acted out, so that no single payment tells it.
 */
final class Occasions {

    /** How often in a day something of it happens. */
    private static final double TO_A_PERSON = 0.04;

    private static final double TO_A_SHOP = 0.16;

    private static final HeavyTail DEAL = new HeavyTail(260_00, 1.1, 2, 12_000_00);
    private static final HeavyTail FAR = new HeavyTail(650_00, 1.0, 2, 20_000_00);
    private static final HeavyTail NOTES = new HeavyTail(620_00, 0.7, 2.5, 5_000_00);
    private static final HeavyTail WINDFALL = new HeavyTail(9_000_00, 0.8, 1.8, 250_000_00);
    private static final HeavyTail COLLECTED = new HeavyTail(90_00, 0.9, 2.2, 1_500_00);
    private static final HeavyTail TRADE = new HeavyTail(2_200_00, 0.9, 1.8, 60_000_00);
    private static final HeavyTail WAGE = new HeavyTail(900_00, 0.5, 3, 5_000_00);

    private final Bank bank;
    private final Journal journal;
    private final Randomness random = new Randomness();
    /** What began earlier and goes on, by its local day; entered then, when the labels of that day are known. */
    private final Map<Long, List<Step>> later = new HashMap<>();

    private Calendar today;
    private int account;
    private Denomination currency = Denomination.USD;

    Occasions(Bank bank, Journal journal, LocalDate firstDay) {
        this.bank = bank;
        this.journal = journal;
        this.today = new Calendar(firstDay);
    }

    /** Enters everybody's of a local day. */
    void plan(Calendar day) {
        today = day;
        for (int who = 2 * bank.firms; who < bank.customers; who++) {
            random.reseed(bank.seed, who, -1 - day.midnight);
            account = who;
            currency = bank.country(who).currency;
            if (bank.persona(who).person()) {
                if (random.chance(TO_A_PERSON)) {
                    toAPerson();
                }
            } else if (today.businessDay && random.chance(TO_A_SHOP)) {
                toAShop();
            }
        }
        List<Step> due = later.remove(day.midnight);
        if (due != null) {
            for (Step step : due) {
                journal.enter(
                        step.time(),
                        step.debtor(),
                        step.creditor(),
                        step.amount(),
                        step.currency(),
                        step.kind(),
                        random);
            }
        }
    }

    private void toAPerson() {
        int draw = random.below(100);
        if (draw < 18) {
            in(0, someone(), amount(DEAL), random.chance(0.6) ? Kind.SALE : Kind.PEER);
        } else if (draw < 36) {
            out(
                    0,
                    someone(),
                    amount(DEAL),
                    random.chance(0.5) ? Kind.SALE : random.chance(0.5) ? Kind.INVOICE : Kind.PEER);
        } else if (draw < 48) {
            out(0, abroad(), amount(FAR), wire());
        } else if (draw < 57) {
            in(0, abroad(), amount(FAR), wire());
        } else if (draw < 63) {
            Persona payer = random.chance(0.5) ? Persona.UTILITY : Persona.TAX_OFFICE;
            in(0, bank.institution(payer, account, random.next()), amount(DEAL), Kind.REFUND);
        } else if (draw < 71) {
            out(0, Agenda.NOBODY, notes(), Kind.CASH_WITHDRAWAL);
        } else if (draw < 79) {
            in(0, Agenda.NOBODY, notes(), Kind.CASH_DEPOSIT);
        } else if (draw < 84) {
            comeIntoMoney();
        } else if (draw < 89) {
            collect();
        } else if (draw < 93) {
            passOn();
        } else if (draw < 95) {
            moveHouse();
        } else if (draw < 98) {
            travel();
        } else {
            lend();
        }
    }

    private void comeIntoMoney() {
        long sum = amount(WINDFALL);
        int draw = random.below(4);
        int payer =
                switch (draw) {
                    case 0 -> someone();
                    case 1 -> bank.institution(Persona.BROKER, account, 0);
                    case 2 -> bank.institution(Persona.LENDER, account, 0);
                    default -> abroad();
                };
        Kind[] kinds = {Kind.ESTATE, Kind.INVOICE, Kind.LOAN, Kind.WIRE};
        in(0, payer, sum, kinds[draw]);
        long rest = sum;
        for (int i = random.below(8); i > 0; i--) {
            long part = (long) (rest * random.between(0.03, 0.4));
            spend(1 + random.below(14), part);
            rest -= part;
        }
    }

    private void spend(int inDays, long sum) {
        long usdCents = currency.usdCents(sum);
        switch (random.below(8)) {
            case 0 -> out(inDays, abroad(), sum, wire());
            case 1 -> out(inDays, bank.institution(Persona.BROKER, account, 0), sum, Kind.INVOICE);
            case 2 ->
                out(inDays, Agenda.NOBODY, currency.rounded(Math.min(usdCents, 3_000_00), 50), Kind.CASH_WITHDRAWAL);
            case 3, 4 -> out(inDays, bank.merchant(account, random), sum, Kind.WORKS);
            case 5 -> out(inDays, bank.friend(account, random), sum, Kind.PEER);
            default -> out(inDays, someone(), sum, random.chance(0.5) ? Kind.SALE : Kind.WORKS);
        }
    }

    /** Many pay for what one has paid, or will pay. */
    private void collect() {
        int others = 3 + random.below(10);
        int days = 1 + random.below(6);
        long each = amount(COLLECTED);
        for (int i = 0; i < others; i++) {
            int payer = random.chance(0.5) ? bank.friend(account, random) : someone();
            in(
                    random.below(days),
                    payer,
                    random.chance(0.7) ? each : amount(COLLECTED),
                    random.chance(0.5) ? Kind.DUES : Kind.PEER);
        }
        long all = (long) (each * others * random.between(0.8, 1.1));
        boolean far = random.chance(0.3);
        out(
                random.chance(0.4) ? 0 : days + random.below(6),
                far ? abroad() : bank.merchant(account, random),
                all,
                far ? Kind.WIRE : Kind.INVOICE);
    }

    /** Somebody's money for a third: a shared present, a purchase for a neighbour, a parent's bill. */
    private void passOn() {
        boolean known = random.chance(0.6);
        long sum = in(0, known ? bank.friend(account, random) : someone(), amount(DEAL), Kind.PEER);
        spend(1 + random.below(2), (long) (sum * random.between(0.8, 1.1)));
    }

    private void moveHouse() {
        out(0, someone(), amount(TRADE), Kind.INVOICE);
        for (int i = 3 + random.below(5); i > 0; i--) {
            int payee = random.chance(0.5) ? someone() : bank.merchant(account, random);
            out(random.below(12), payee, amount(DEAL), random.chance(0.5) ? Kind.WORKS : Kind.SALE);
        }
        in(5 + random.below(20), someone(), amount(TRADE), Kind.REFUND);
    }

    /** Cards and notes in another country, lodgings paid by wire. */
    private void travel() {
        int country = random.below(Country.HOMES);
        int days = 4 + random.below(12);
        out(0, abroad(), amount(FAR), Kind.WIRE);
        for (int i = days; i > 0; i--) {
            int merchant = bank.merchantIn(country, random);
            Denomination tag = Country.of(country).currency;
            long price = tag.price(COLLECTED.draw(random), random);
            pay(3 + random.below(days), account, merchant, price, tag, Kind.CARD_PURCHASE);
        }
    }

    private void lend() {
        int friend = random.chance(0.4) ? abroad() : bank.friend(account, random);
        Kind kind = bank.persona(friend).abroad() ? Kind.WIRE : Kind.PEER;
        long sum = out(0, friend, amount(TRADE), kind);
        int parts = 1 + random.below(4);
        for (int i = 1; i <= parts; i++) {
            in(4 + i * 6 + random.below(5), friend, sum / parts, kind);
        }
    }

    private void toAShop() {
        int draw = random.below(100);
        if (draw < 25) {
            out(0, someone(), amount(WAGE), random.chance(0.7) ? Kind.SALARY : Kind.INVOICE);
        } else if (draw < 38) {
            out(0, trader(), amount(TRADE), Kind.WIRE);
        } else if (draw < 48) {
            in(0, trader(), amount(TRADE), Kind.WIRE);
        } else if (draw < 56) {
            in(0, bank.supplier(account, random), amount(DEAL), Kind.REFUND);
        } else if (draw < 76) {
            in(0, random.chance(0.5) ? someone() : bank.customer(account, random), amount(TRADE), Kind.INVOICE);
        } else if (draw < 84) {
            out(0, Agenda.NOBODY, notes(), Kind.CASH_WITHDRAWAL);
        } else if (draw < 92) {
            in(0, Agenda.NOBODY, notes(), Kind.TAKINGS);
        } else {
            comeIntoMoney();
        }
    }

    private int someone() {
        int draw = random.below(10);
        if (draw < 3) {
            int person = bank.anyone(random);
            if (bank.country(person) == bank.country(account)) {
                return person;
            }
        }
        if (draw < 6) {
            return bank.institution(Persona.NEIGHBOUR, account, regular());
        }
        return draw == 6 ? abroad() : bank.neighbour(account, random);
    }

    private int abroad() {
        Persona persona = random.chance(0.7) ? Persona.FOREIGNER : Persona.TRADER;
        return bank.abroad(persona, random.chance(0.5) ? regular() : random.next());
    }

    /** One of two whom the account deals with again and again. */
    private long regular() {
        return Randomness.hash(bank.seed, account, -30 - random.below(2));
    }

    private int trader() {
        return bank.abroad(Persona.TRADER, random.next());
    }

    private Kind wire() {
        return random.chance(0.5) ? Kind.REMITTANCE : Kind.WIRE;
    }

    private long amount(HeavyTail amounts) {
        double usdCents = amounts.draw(random);
        return random.chance(0.55) ? currency.named(usdCents) : currency.fromUsdCents(usdCents);
    }

    private long notes() {
        return currency.rounded(NOTES.draw(random), random.chance(0.6) ? 50 : 20);
    }

    private long in(int inDays, int payer, long amount, Kind kind) {
        return pay(inDays, payer, account, amount, currency, kind);
    }

    private long out(int inDays, int payee, long amount, Kind kind) {
        return pay(inDays, account, payee, amount, currency, kind);
    }

    private long pay(int inDays, int debtor, int creditor, long amount, Denomination of, Kind kind) {
        if (amount <= 0) {
            return amount;
        }
        Kind by = bank.across(debtor, creditor, kind);
        long midnight = today.midnight + inDays * DAY;
        long time = midnight + by.hours.draw(random) - bank.country(account).offset;
        if (inDays == 0) {
            journal.enter(time, debtor, creditor, amount, of, by, random);
        } else {
            later.computeIfAbsent(midnight, d -> new ArrayList<>())
                    .add(new Step(time, debtor, creditor, amount, of, by));
        }
        return amount;
    }
}
