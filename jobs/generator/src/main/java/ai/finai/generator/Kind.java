package ai.finai.generator;

import org.jspecify.annotations.Nullable;

/** What a payment is for: gives its channel, its purpose, and the hours in which it happens. */
enum Kind {
    CARD_PURCHASE(Channel.CARD, Hours.SHOPPING, false),
    CASH_WITHDRAWAL(Channel.CASH, Hours.SHOPPING, false),
    CASH_DEPOSIT(Channel.CASH, Hours.OFFICE, false),
    TAKINGS(Channel.CASH, Hours.CLOSING, false, "Takings", "Daily takings", "Tageseinnahmen", "Recette du jour"),
    PEER(
            Channel.TRANSFER,
            Hours.LEISURE,
            false,
            "Dinner",
            "Thanks!",
            "Tickets",
            "Gift 🎁",
            "Miete Anteil",
            "Anniversaire",
            "ありがとう",
            "شكرا",
            "Split",
            "Holiday"),
    SALARY(Channel.TRANSFER, Hours.NIGHT, false, "Salary", "Gehalt", "Salaire", "給与", "Payroll"),
    PENSION(Channel.TRANSFER, Hours.NIGHT, false, "Pension", "Rente", "Retraite", "年金"),
    RENT(Channel.STANDING_ORDER, Hours.NIGHT, false, "Rent", "Miete", "Loyer", "家賃"),
    ALLOWANCE(Channel.STANDING_ORDER, Hours.NIGHT, false, "Allowance", "Taschengeld"),
    SAVINGS(Channel.STANDING_ORDER, Hours.NIGHT, false, "Savings plan", "Sparplan", "Épargne"),
    BILL(Channel.DIRECT_DEBIT, Hours.NIGHT, true, "Contract ", "Vertrag ", "Contrat "),
    MORTGAGE(Channel.DIRECT_DEBIT, Hours.NIGHT, true, "Loan "),
    INVOICE(Channel.TRANSFER, Hours.OFFICE, true, "Invoice ", "Rechnung ", "Facture ", "請求書 "),
    TAX(Channel.TRANSFER, Hours.OFFICE, true, "Tax ", "Steuer "),
    REMITTANCE(Channel.WIRE, Hours.LEISURE, false, "Family support", "For mother", "School fees", "परिवार के लिए"),
    WIRE(Channel.WIRE, Hours.OFFICE, true, "Consulting ", "Goods ", "Invoice "),
    SWEEP(Channel.TRANSFER, Hours.WEEKEND_SWEEP, false, "Liquidity"),
    LOAN(Channel.TRANSFER, Hours.OFFICE, true, "Loan "),
    VEHICLE(Channel.TRANSFER, Hours.OFFICE, true, "Vehicle ");

    enum Channel {
        CASH,
        CARD,
        TRANSFER,
        STANDING_ORDER,
        DIRECT_DEBIT,
        WIRE
    }

    private static final Kind[] ALL = values();

    final Text channel;
    final Hours hours;
    /** Whether a number of six digits ends the purpose. */
    final boolean numbered;

    private final Text[] purposes;

    Kind(Channel channel, Hours hours, boolean numbered, String... purposes) {
        this.channel = new Text(channel.name());
        this.hours = hours;
        this.numbered = numbered;
        this.purposes = new Text[purposes.length];
        for (int i = 0; i < purposes.length; i++) {
            this.purposes[i] = new Text(purposes[i]);
        }
    }

    static Kind of(int ordinal) {
        return ALL[ordinal];
    }

    /** The purpose, or how it begins; null where nothing is said. */
    @Nullable
    Text purpose(int number) {
        return purposes.length == 0 ? null : purposes[(number >>> 20) % purposes.length];
    }

    /** The number at the purpose's end, from 100000 to 999999. */
    static int number(int number) {
        return 100_000 + (number & 0xFFFFF) % 900_000;
    }
}
