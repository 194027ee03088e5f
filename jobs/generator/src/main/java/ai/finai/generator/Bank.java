package ai.finai.generator;

import java.util.Arrays;

/**
 * Who there is. A party is a number: first the bank's customers (firms with two accounts each, then shops, then people),
 * then counterparties at other banks. About 20 bytes a customer are kept; the rest of what a party is like is a hash of its
 * number, so that it needs no memory.
 */
final class Bank {

    private static final HeavyTail SALARY = new HeavyTail(3_400_00, 0.45, 2.4, 60_000_00);
    private static final HeavyTail PENSION = new HeavyTail(1_900_00, 0.30, 4.0, 9_000_00);
    private static final HeavyTail SMALL_INCOME = new HeavyTail(850_00, 0.25, 4.0, 2_000_00);

    final long seed;
    final int customers;
    final int parties;
    /** Firms have the accounts 2i (collection) and 2i + 1 (disbursement). */
    final int firms;

    final int firstPerson;

    /** Cents of USD. Negative is an overdraft; parties at other banks have none. */
    final long[] balances;
    /** Monthly income of a person in cents of USD; for a firm's disbursement account its monthly payroll. */
    final long[] incomes;

    private final byte[] personas;
    private final byte[] countries;
    private final int[] employers;

    private final Directory merchants;
    private final Directory landlords;
    private final Directory collections;
    private final Directory payers;
    private final int[][] institutions = new int[Persona.values().length][Country.HOMES + 1];
    private final int[][] institutionCounts = new int[Persona.values().length][Country.HOMES + 1];

    Bank(int customers, long seed) {
        this.seed = seed;
        this.customers = customers;
        this.firms = Math.max(1, customers / 200);
        int shops = Math.max(4, customers * 6 / 100);
        this.firstPerson = 2 * firms + shops;
        this.parties = layOutInstitutions(customers);
        this.personas = new byte[parties];
        this.countries = new byte[parties];
        this.balances = new long[customers];
        this.incomes = new long[customers];
        this.employers = new int[customers];
        for (int party = 0; party < parties; party++) {
            personas[party] = (byte) personaOf(party).ordinal();
            countries[party] = (byte) countryOf(party);
        }
        this.merchants = new Directory(this, p -> p == Persona.SHOP || p == Persona.MERCHANT);
        this.landlords = new Directory(this, p -> p == Persona.LANDLORD || p == Persona.HOUSING);
        this.collections = new Directory(this, p -> p == Persona.COLLECTION || p == Persona.MERCHANT);
        this.payers = new Directory(this, p -> p == Persona.DISBURSEMENT || p == Persona.EMPLOYER);
        furnish();
    }

    private int layOutInstitutions(int from) {
        int next = from;
        for (Persona persona : Persona.values()) {
            if (!persona.atOtherBank()) {
                continue;
            }
            boolean abroad = persona.abroad();
            for (int home = abroad ? Country.HOMES : 0; home < (abroad ? Country.HOMES + 1 : Country.HOMES); home++) {
                long share = abroad ? 100 : Country.of(home).share;
                int count =
                        switch (persona) {
                            case EMPLOYER -> (int) Math.max(2, customers * share / 80_000);
                            case MERCHANT -> (int) Math.max(8, customers * share / 25_000);
                            case UTILITY -> 4;
                            case HOUSING -> 2;
                            case CAR_DEALER -> 3;
                            case CLIENT -> Math.max(20, customers / 100);
                            case BENEFICIARY -> Math.max(40, customers / 50);
                            case NEIGHBOUR -> (int) Math.max(200, customers * share / 1_000);
                            case FOREIGNER -> Math.max(100, customers / 40);
                            case TRADER -> Math.max(40, customers / 100);
                            default -> 1;
                        };
                institutions[persona.ordinal()][home] = next;
                institutionCounts[persona.ordinal()][home] = count;
                next += count;
            }
        }
        return next;
    }

    private Persona personaOf(int party) {
        if (party < 2 * firms) {
            return (party & 1) == 0 ? Persona.COLLECTION : Persona.DISBURSEMENT;
        }
        if (party < firstPerson) {
            return Persona.SHOP;
        }
        if (party < customers) {
            int percentile = (int) ((traits(party) >>> 8 & 0xFFFF) * 100 >>> 16);
            return percentile < 62
                    ? Persona.SALARIED
                    : percentile < 80
                            ? Persona.PENSIONER
                            : percentile < 91
                                    ? Persona.STUDENT
                                    : percentile < 98 ? Persona.FREELANCER : Persona.LANDLORD;
        }
        for (Persona persona : Persona.values()) {
            for (int home = 0; home <= Country.HOMES; home++) {
                int first = institutions[persona.ordinal()][home];
                if (party >= first && party < first + institutionCounts[persona.ordinal()][home]) {
                    return persona;
                }
            }
        }
        throw new AssertionError("no party " + party);
    }

    private int countryOf(int party) {
        if (party < customers) {
            // A firm's two accounts are in one country.
            long traits = traits(party < 2 * firms ? party & ~1 : party);
            return Country.ofCustomer((int) ((traits >>> 24 & 0xFFFF) * 100 >>> 16))
                    .ordinal();
        }
        int persona = personas[party];
        for (int home = 0; home < Country.HOMES; home++) {
            int first = institutions[persona][home];
            if (party >= first && party < first + institutionCounts[persona][home]) {
                return home;
            }
        }
        return Country.HOMES + (int) ((traits(party) >>> 24 & 0xFFFF) * (Country.count() - Country.HOMES) >>> 16);
    }

    private void furnish() {
        Randomness random = new Randomness();
        Arrays.fill(employers, -1);
        for (int account = 0; account < customers; account++) {
            random.reseed(seed, account, -1);
            Persona persona = persona(account);
            incomes[account] += (long)
                    switch (persona) {
                        case SALARIED -> SALARY.draw(random);
                        case PENSIONER -> PENSION.draw(random);
                        case STUDENT, LANDLORD -> SMALL_INCOME.draw(random);
                        default -> 0;
                    };
            balances[account] = switch (persona) {
                case SALARIED, PENSIONER, STUDENT -> (long) (incomes[account] * random.between(0.3, 1.6));
                case FREELANCER, LANDLORD -> (long) (PENSION.draw(random) * 3);
                case SHOP -> (long) (SALARY.draw(random) * 4);
                default -> (long) (SALARY.draw(random) * 100);
            };
            if (persona == Persona.SALARIED) {
                int employer = payers.popular(countries[account], random);
                employers[account] = employer;
                if (employer < customers) {
                    incomes[employer] += incomes[account];
                }
            }
        }
    }

    Persona persona(int party) {
        return Persona.of(personas[party]);
    }

    Country country(int party) {
        return Country.of(countries[party]);
    }

    /** 64 bits that stay with a party: what it is like. Their use is spread over the callers, a bit range each. */
    long traits(int party) {
        return Randomness.hash(seed, party, -2);
    }

    /** Who pays a salaried person. */
    int employer(int account) {
        return employers[account];
    }

    /** To whom a person pays the rent, always the same. */
    int landlord(int account) {
        return landlords.stable(countries[account], traits(account) >>> 40);
    }

    /** Where a person shops: mostly in some shops of the neighbourhood, else wherever others go, now and then abroad. */
    int merchant(int account, Randomness random) {
        int draw = random.below(100);
        if (draw < 65) {
            long favourite = Randomness.hash(seed, account, -10 - random.below(6));
            return merchants.popular(countries[account], favourite);
        }
        return merchants.popular(draw < 96 ? countries[account] : random.below(Country.HOMES), random);
    }

    /** Where people shop in one of the home countries. */
    int merchantIn(int home, Randomness random) {
        return merchants.popular(home, random);
    }

    /** A firm that sells to firms and shops. */
    int supplier(int account, Randomness random) {
        return collections.popular(countries[account], random);
    }

    /** A firm that buys. */
    int customer(int account, Randomness random) {
        return payers.popular(countries[account], random);
    }

    /** One of a person's six friends: most of them nearby, so that friends of friends are friends, and in the same country. */
    int friend(int account, Randomness random) {
        int which = random.below(6);
        int friend = account;
        for (int attempt = 0; attempt < 8; attempt++) {
            friend = acquaintance(account, Randomness.hash(seed, account, -20 - which - 6 * attempt));
            if (countries[friend] == countries[account]) {
                return friend;
            }
        }
        return friend;
    }

    private int acquaintance(int account, long hash) {
        int people = customers - firstPerson;
        int offset = (hash & 0xFF) < 205
                ? 1 + (int) ((hash >>> 8 & 0xFFFF) * Math.min(24, people - 1) >>> 16)
                : 1 + (int) Long.remainderUnsigned(hash >>> 8, people - 1);
        return firstPerson + (account - firstPerson + offset) % people;
    }

    /** Somebody at another bank whom the account's owner need not know, in the same country. */
    int neighbour(int account, Randomness random) {
        return institution(Persona.NEIGHBOUR, account, random.next());
    }

    /** Some person, a customer of the bank like the account's owner; now and then this one. */
    int anyone(Randomness random) {
        return firstPerson + random.below(customers - firstPerson);
    }

    /** {@code kind}, or a wire instead where it would be a transfer across a border. */
    Kind across(int debtor, int creditor, Kind kind) {
        boolean far = debtor >= 0 && creditor >= 0 && countries[debtor] != countries[creditor];
        return far && kind.transfer ? Kind.WIRE : kind;
    }

    /** An institution of the country that an account is in; the same for the same {@code choice}. */
    int institution(Persona persona, int account, long choice) {
        return pick(persona, countries[account], choice);
    }

    /** Some party abroad. */
    int abroad(Persona persona, long choice) {
        return pick(persona, Country.HOMES, choice);
    }

    private int pick(Persona persona, int home, long choice) {
        int count = institutionCounts[persona.ordinal()][home];
        return institutions[persona.ordinal()][home] + (int) Long.remainderUnsigned(choice, count);
    }
}
