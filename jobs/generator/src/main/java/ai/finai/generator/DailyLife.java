package ai.finai.generator;

/** What customers do on a day when nothing is wrong with them. Amounts are in cents of USD until they are paid. */
final class DailyLife {

    private static final HeavyTail PURCHASE = new HeavyTail(15_00, 1.05, 2.1, 8_000_00);
    private static final HeavyTail GIFT = new HeavyTail(32_00, 1.0, 1.8, 3_000_00);
    private static final HeavyTail FREELANCE = new HeavyTail(850_00, 0.8, 2.2, 15_000_00);
    private static final HeavyTail TRADE = new HeavyTail(1_900_00, 1.45, 1.3, 5_000_000_00L);
    private static final HeavyTail TILL = new HeavyTail(900_00, 0.8, 2.0, 40_000_00);
    private static final HeavyTail CAR = new HeavyTail(14_000_00, 0.4, 3.0, 90_000_00);
    private static final int[] NOTES = {20, 20, 40, 40, 50, 60, 80, 100, 100, 100, 200, 300};

    /** How often in a day a person is paid out a loan and buys a car with it: what honest false alarms are made of. */
    private static final double CAR_LOAN = 1.0 / 25_000;

    private final Bank bank;
    private final Journal journal;
    /** Of the account and the day. */
    private final Randomness random = new Randomness();
    /** Of the account alone. */
    private final Randomness lasting = new Randomness();

    private Calendar today;

    DailyLife(Bank bank, Journal journal, Calendar firstDay) {
        this.bank = bank;
        this.journal = journal;
        this.today = firstDay;
    }

    /** Enters everybody's payments of a local day. */
    void plan(Calendar day) {
        today = day;
        for (int account = 0; account < bank.customers; account++) {
            random.reseed(bank.seed, account, day.midnight);
            Persona persona = bank.persona(account);
            if (persona.person()) {
                person(account, persona);
            } else if (persona == Persona.SHOP) {
                shop(account);
            } else if (persona == Persona.COLLECTION) {
                firm(account);
            }
        }
    }

    private void person(int account, Persona persona) {
        long traits = bank.traits(account);
        Denomination currency = bank.country(account).currency;
        everyDay(account, persona, traits, currency);
        if (today.anythingDue()) {
            everyMonth(account, persona, traits, currency);
        }
        if (persona == Persona.FREELANCER && today.businessDay && random.chance(0.17)) {
            long fee = currency.fromUsdCents(FREELANCE.draw(random));
            boolean abroad = random.chance(0.15);
            int payer = abroad ? bank.abroad(Persona.CLIENT, random.next()) : bank.customer(account, random);
            pay(payer, account, fee, currency, abroad ? Kind.WIRE : Kind.INVOICE);
        }
        if (today.businessDay && random.chance(CAR_LOAN)) {
            buyCar(account, currency);
        }
    }

    private void everyDay(int account, Persona persona, long traits, Denomination currency) {
        // Some people hardly ever pay by card, some all the time; on average 1.
        double habit = 0.35 + (traits >>> 56) * (1.3 / 255);
        double means = Math.sqrt((bank.incomes[account] + 900_00) / 3_400_00.0);
        double purchases =
                switch (persona) {
                    case PENSIONER -> 0.55;
                    case STUDENT -> 0.95;
                    default -> 1.15;
                };
        for (int i = Counts.draw(purchases * habit * today.shopping, random); i > 0; i--) {
            int merchant = bank.merchant(account, random);
            Denomination tag = bank.country(merchant).currency;
            double level = 0.5 + (bank.traits(merchant) >>> 58) * (bank.traits(merchant) >>> 50 & 0xFF) / 12_000.0;
            pay(account, merchant, tag.price(PURCHASE.draw(random) * level * means, random), tag, Kind.CARD_PURCHASE);
        }
        if (random.chance((persona == Persona.PENSIONER ? 0.11 : 0.06) * today.shopping)) {
            long notes = currency.rounded(100, NOTES[random.below(NOTES.length)]);
            pay(account, Agenda.NOBODY, notes, currency, Kind.CASH_WITHDRAWAL);
        }
        if (random.chance((persona == Persona.STUDENT ? 0.14 : 0.08) * today.transfers)) {
            gift(account, currency, means);
        }
        if (today.businessDay && random.chance(0.006)) {
            long notes = currency.rounded(Math.min(2_000_00, GIFT.draw(random) * 4), random.chance(0.5) ? 50 : 10);
            pay(Agenda.NOBODY, account, notes, currency, Kind.CASH_DEPOSIT);
        }
    }

    private void gift(int account, Denomination currency, double means) {
        double amount = GIFT.draw(random) * means;
        long exact = random.chance(0.25) ? currency.fromUsdCents(amount) : 0;
        long named = currency.named(amount);
        pay(account, bank.friend(account, random), exact > 0 ? exact : named, currency, Kind.PEER);
    }

    private void everyMonth(int account, Persona persona, long traits, Denomination currency) {
        long income = bank.incomes[account];
        int payday = paydayOf(account, persona);
        if (today.due(payday)) {
            switch (persona) {
                case SALARIED ->
                    pay(bank.employer(account), account, currency.fromUsdCents(income), currency, Kind.SALARY);
                case PENSIONER -> {
                    int fund = bank.institution(Persona.PENSION_FUND, account, 0);
                    pay(fund, account, currency.fromUsdCents(income), currency, Kind.PENSION);
                }
                case STUDENT -> {
                    int parent = bank.friend(account, lasting.reseed(bank.seed, account, -4));
                    pay(parent, account, currency.rounded(income * 0.8, 50), currency, Kind.ALLOWANCE);
                }
                default -> {}
            }
        }
        long living = Math.max(income, 1_200_00);
        int rentDay = 1 + (int) (traits & 3);
        if (today.due(rentDay)) {
            if (persona == Persona.LANDLORD) {
                int lender = bank.institution(Persona.LENDER, account, 0);
                pay(account, lender, currency.rounded(living * 0.7, 10), currency, Kind.MORTGAGE);
            } else if ((traits >>> 2 & 7) != 0) {
                double share = 0.2 + (traits >>> 5 & 15) * 0.01;
                pay(account, bank.landlord(account), currency.rounded(living * share, 10), currency, Kind.RENT);
            }
        }
        for (int bill = 0; bill < 3; bill++) {
            if (today.due(5 + (int) (traits >>> 9 + 4 * bill & 15))) {
                int utility = bank.institution(Persona.UTILITY, account, traits >>> 7 + bill);
                double amount = living * 0.018 * random.between(0.7, 1.4) + 900;
                pay(account, utility, currency.fromUsdCents(amount), currency, Kind.BILL);
            }
        }
        if ((traits >>> 21 & 3) == 0 && income > 2_500_00 && today.due(1 + payday % 28)) {
            int broker = bank.institution(Persona.BROKER, account, 0);
            pay(account, broker, currency.rounded(income * 0.1, 50), currency, Kind.SAVINGS);
        }
        if ((traits >>> 23 & 15) == 0 && today.due(1 + (int) (traits >>> 27 & 15))) {
            int family = bank.abroad(Persona.BENEFICIARY, traits >>> 31);
            pay(account, family, currency.rounded(Math.min(900_00, living * 0.12), 10), currency, Kind.REMITTANCE);
        }
        if (persona == Persona.FREELANCER && today.due(10)) {
            int office = bank.institution(Persona.TAX_OFFICE, account, 0);
            pay(account, office, currency.fromUsdCents(random.between(300_00, 900_00)), currency, Kind.TAX);
        }
    }

    private int paydayOf(int account, Persona persona) {
        if (persona != Persona.SALARIED) {
            return persona == Persona.PENSIONER ? 28 : 1;
        }
        // An employer pays all on one day.
        return 24 + (int) (bank.traits(bank.employer(account)) & 3);
    }

    private void buyCar(int account, Denomination currency) {
        long loan = currency.rounded(CAR.draw(random), 100);
        long price = loan / 100 * random.between(82L, 100L);
        long paidOut = timeOf(account, Kind.LOAN);
        int lender = bank.institution(Persona.LENDER, account, 0);
        int dealer = bank.institution(Persona.CAR_DEALER, account, random.next());
        pay(paidOut, lender, account, loan, currency, Kind.LOAN);
        pay(paidOut + random.between(600_000L, 8 * 3_600_000L), account, dealer, price, currency, Kind.VEHICLE);
    }

    /**
     * Shops pay in their takings once or twice a week, and their suppliers once a week. One in eight pays in daily: among those
     * the few whose till is near the reporting threshold are honest false alarms, week after week.
     */
    private void shop(int account) {
        if (!today.businessDay) {
            return;
        }
        long traits = bank.traits(account);
        Denomination currency = bank.country(account).currency;
        int weekday = today.weekday;
        double till = TILL.draw(lasting.reseed(bank.seed, account, -5));
        boolean daily = (traits & 7) == 0;
        int rhythm = daily ? 5 : till > 1_000_00 ? 1 : 2;
        int first = (int) ((traits >>> 40 & 0xFF) % 5);
        boolean payIn = daily || weekday == first || rhythm == 2 && weekday == (first + 2) % 5;
        if (payIn) {
            double takings = till * 5 / rhythm * random.between(0.6, 1.4) * (today.shopping + 0.1);
            pay(Agenda.NOBODY, account, currency.rounded(takings, 5), currency, Kind.TAKINGS);
        }
        // Not on the day after money was paid in: that would look like a rapid transfer.
        if (weekday == (first + 4) % 5) {
            long reserve = 3_000_00;
            double free = bank.balances[account] - reserve;
            for (int i = 0; i < 3 && free > 100_00; i++) {
                double share = free * random.between(0.15, 0.45);
                free -= share;
                pay(account, bank.supplier(account, random), currency.fromUsdCents(share), currency, Kind.INVOICE);
            }
        }
        if (today.due(2)) {
            pay(
                    account,
                    bank.institution(Persona.HOUSING, account, traits),
                    currency.rounded(1_400_00, 50),
                    currency,
                    Kind.RENT);
        }
    }

    /**
     * A firm collects on one account and pays from another, which it fills for the coming week on Saturday evening: a day after
     * the last money came in and before the next goes out, so that a firm is not one endless rapid transfer.
     */
    private void firm(int collection) {
        int disbursement = collection + 1;
        Denomination currency = bank.country(collection).currency;
        if (today.businessDay) {
            for (int i = Counts.draw(1.2 * today.invoicing, random); i > 0; i--) {
                long amount = currency.fromUsdCents(TRADE.draw(random));
                pay(disbursement, bank.supplier(collection, random), amount, currency, Kind.INVOICE);
            }
            for (int i = Counts.draw(0.8 * today.invoicing, random); i > 0; i--) {
                long amount = currency.fromUsdCents(TRADE.draw(random) * 1.6);
                pay(bank.abroad(Persona.CLIENT, random.next()), collection, amount, currency, Kind.WIRE);
            }
        } else if (today.saturday) {
            double need = bank.incomes[disbursement] / 4.0 + 30_000_00 * random.between(0.8, 1.4);
            pay(collection, disbursement, currency.rounded(need, 1000), currency, Kind.SWEEP);
        }
    }

    private long timeOf(int account, Kind kind) {
        return today.midnight + kind.hours.draw(random) - bank.country(account).offset;
    }

    private void pay(int debtor, int creditor, long amount, Denomination currency, Kind kind) {
        // Firms' hours are those of whom they pay: nothing comes in on a Saturday because it is still Friday elsewhere.
        boolean creditorsHours = debtor < 0 || kind.hours == Hours.OFFICE && creditor >= 0 && creditor < bank.customers;
        pay(timeOf(creditorsHours ? creditor : debtor, kind), debtor, creditor, amount, currency, kind);
    }

    private void pay(long time, int debtor, int creditor, long amount, Denomination currency, Kind kind) {
        journal.enter(time, debtor, creditor, amount, currency, kind, random);
    }
}
