package ai.finai.generator;

/** Where accounts are. A fixed offset from UTC, without summer time. */
enum Country {
    US(Denomination.USD, -5, 55, Names.Script.ENGLISH, "33"),
    GB(Denomination.GBP, 0, 11, Names.Script.ENGLISH, "2L"),
    DE(Denomination.EUR, 1, 11, Names.Script.GERMAN, "FF"),
    FR(Denomination.EUR, 1, 8, Names.Script.FRENCH, "PP"),
    JP(Denomination.JPY, 9, 7, Names.Script.JAPANESE, "JT"),
    CH(Denomination.CHF, 1, 5, Names.Script.GERMAN, "ZZ"),
    KW(Denomination.KWD, 3, 3, Names.Script.ARABIC, "KW"),
    IN(Denomination.USD, 5, 0, Names.Script.DEVANAGARI, "BB"),
    MX(Denomination.USD, -6, 0, Names.Script.SPANISH, "MM"),
    PL(Denomination.EUR, 1, 0, Names.Script.POLISH, "PW"),
    AE(Denomination.USD, 4, 0, Names.Script.ARABIC, "AD"),
    HK(Denomination.USD, 8, 0, Names.Script.CHINESE, "HH"),
    PA(Denomination.USD, -5, 0, Names.Script.SPANISH, "PA");

    private static final long HOUR = 3_600_000L;
    private static final Country[] ALL = values();

    /** Those in which the bank has customers; they come first. */
    static final int HOMES = 7;

    final Denomination currency;
    /** In milliseconds. */
    final long offset;
    /** Percent of the bank's customers. */
    final int share;

    final Names.Script script;
    /** The last two characters of the BICs of its banks. */
    final String place;

    Country(Denomination currency, int offsetHours, int share, Names.Script script, String place) {
        this.currency = currency;
        this.offset = offsetHours * HOUR;
        this.share = share;
        this.script = script;
        this.place = place;
    }

    static Country of(int ordinal) {
        return ALL[ordinal];
    }

    static int count() {
        return ALL.length;
    }

    /** The home of a customer with this percentile, from 0 to 99. */
    static Country ofCustomer(int percentile) {
        int rest = percentile;
        for (Country country : ALL) {
            rest -= country.share;
            if (rest < 0) {
                return country;
            }
        }
        return US;
    }
}
