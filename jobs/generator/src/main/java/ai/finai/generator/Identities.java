package ai.finai.generator;

import java.nio.charset.StandardCharsets;

/** How parties are called: their account numbers, names and banks, made from the party's number each time. */
final class Identities {

    /** Prime, so that multiplying with anything below it gives every party another number, and none says what its owner is. */
    private static final long NUMBERS = 99_999_989;

    private static final String[] OTHER_BANKS = {"NRTH", "UNIO", "MERC", "CITY"};

    private final Bank bank;
    private final long step;
    private final long shift;
    private final byte[][] countries = new byte[Country.count()][];
    private final byte[][][] agents = new byte[Country.count()][OTHER_BANKS.length + 1][];
    private final byte[] scratch = new byte[256];

    Identities(Bank bank) {
        this.bank = bank;
        this.step = 1 + Long.remainderUnsigned(Randomness.hash(bank.seed, -6, 0), NUMBERS - 1);
        this.shift = Long.remainderUnsigned(Randomness.hash(bank.seed, -7, 0), NUMBERS);
        for (Country country : Country.values()) {
            byte[][] ofCountry = agents[country.ordinal()];
            countries[country.ordinal()] = ascii(country.name());
            ofCountry[0] = ascii("FINA" + country.name() + country.place);
            for (int other = 0; other < OTHER_BANKS.length; other++) {
                ofCountry[other + 1] = ascii(OTHER_BANKS[other] + country.name() + country.place);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** {@code US01-48213377}: country, bank, number. Writes 13 bytes. */
    int account(int party, byte[] out, int at) {
        byte[] country = countries[bank.country(party).ordinal()];
        out[at] = country[0];
        out[at + 1] = country[1];
        Digits.write(1 + bankOf(party), 2, out, at + 2);
        out[at + 4] = '-';
        Digits.write((party * step + shift) % NUMBERS, 8, out, at + 5);
        return at + 13;
    }

    String account(int party) {
        return new String(scratch, 0, account(party, scratch, 0), StandardCharsets.US_ASCII);
    }

    byte[] country(int party) {
        return countries[bank.country(party).ordinal()];
    }

    /** The BIC of its bank. */
    byte[] agent(int party) {
        return agents[bank.country(party).ordinal()][bankOf(party)];
    }

    /** 0 is the bank itself. */
    private int bankOf(int party) {
        return party < bank.customers ? 0 : 1 + (int) (bank.traits(party) >>> 62);
    }

    /** In UTF-8; at most 100 bytes. */
    int name(int party, byte[] out, int at) {
        // A firm's two accounts have one name.
        long traits = bank.traits(party < 2 * bank.firms ? party & ~1 : party) >>> 13;
        Persona persona = bank.persona(party);
        if (persona.human()) {
            Names.Script script = bank.country(party).script;
            return append(pick(script.last, traits >>> 12), out, append(pick(script.first, traits), out, at));
        }
        int next = append(pick(Names.FIRMS, traits), out, at);
        Text what =
                switch (persona) {
                    case SHOP, MERCHANT -> pick(Names.SHOPS, traits >>> 12);
                    case UTILITY -> Names.INSTITUTIONS[(int) (traits >>> 12 & 3)];
                    case HOUSING -> Names.INSTITUTIONS[4];
                    case PENSION_FUND -> Names.INSTITUTIONS[5];
                    case TAX_OFFICE -> Names.INSTITUTIONS[6];
                    case LENDER -> Names.INSTITUTIONS[7];
                    case CAR_DEALER -> Names.INSTITUTIONS[8];
                    case BROKER -> Names.INSTITUTIONS[9];
                    default -> pick(Names.COMPANIES, traits >>> 12);
                };
        return append(what, out, next);
    }

    private static Text pick(Text[] list, long bits) {
        return list[(int) ((bits & 0xFFF) * list.length >>> 12)];
    }

    private static int append(Text text, byte[] out, int at) {
        System.arraycopy(text.utf8, 0, out, at, text.utf8.length);
        return at + text.utf8.length;
    }
}
