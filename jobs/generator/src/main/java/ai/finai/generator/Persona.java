package ai.finai.generator;

/** What kind of customer or counterparty an account belongs to. */
enum Persona {
    SALARIED,
    PENSIONER,
    STUDENT,
    FREELANCER,
    LANDLORD,
    SHOP,
    /** Where a firm is paid. */
    COLLECTION,
    /** From where a firm pays; filled from its collection account at the weekend. */
    DISBURSEMENT,

    // At other banks: their other payments are not seen, and they never run dry.
    EMPLOYER,
    MERCHANT,
    UTILITY,
    HOUSING,
    PENSION_FUND,
    TAX_OFFICE,
    LENDER,
    CAR_DEALER,
    BROKER,
    /** Abroad; only ever pays. */
    CLIENT,
    /** Abroad; is only ever paid. */
    BENEFICIARY,
    /** A person in the country, with an account at another bank; pays and is paid. */
    NEIGHBOUR,
    /** A person abroad; pays and is paid. */
    FOREIGNER,
    /** A firm abroad; pays and is paid. */
    TRADER;

    private static final Persona[] ALL = values();

    static Persona of(int ordinal) {
        return ALL[ordinal];
    }

    boolean person() {
        return this.ordinal() <= LANDLORD.ordinal();
    }

    /** Whether it has the name of a person. */
    boolean human() {
        return person() || this == BENEFICIARY || this == NEIGHBOUR || this == FOREIGNER;
    }

    boolean abroad() {
        return this == CLIENT || this == BENEFICIARY || this == FOREIGNER || this == TRADER;
    }

    /** Whether it can pay only what it has. */
    boolean limited() {
        return this.ordinal() <= SHOP.ordinal();
    }

    boolean atOtherBank() {
        return this.ordinal() >= EMPLOYER.ordinal();
    }
}
