package ai.finai.generator;

import org.jspecify.annotations.Nullable;

/** What a payment is for: gives its channel, its purpose, and the hours in which it happens. */
enum Kind {
    CARD_PURCHASE(Channel.CARD, Hours.SHOPPING, false),
    CASH_WITHDRAWAL(Channel.CASH, Hours.SHOPPING, false),
    CASH_DEPOSIT(Channel.CASH, Hours.OFFICE, false),
    TAKINGS(Channel.CASH, Hours.CLOSING, false, "Takings", "Tageseinnahmen", "Recette du jour", "売上金"),
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
    SALARY(Channel.TRANSFER, Hours.NIGHT, false, "Salary", "Gehalt", "Salaire", "給与", "راتب"),
    PENSION(Channel.TRANSFER, Hours.NIGHT, false, "Pension", "Rente", "Retraite", "年金"),
    RENT(Channel.STANDING_ORDER, Hours.NIGHT, false, "Rent", "Miete", "Loyer", "家賃", "إيجار"),
    ALLOWANCE(Channel.STANDING_ORDER, Hours.NIGHT, false, "Allowance", "Taschengeld"),
    SAVINGS(Channel.STANDING_ORDER, Hours.NIGHT, false, "Savings plan", "Sparplan", "Épargne"),
    BILL(Channel.DIRECT_DEBIT, Hours.NIGHT, true, "Contract ", "Vertrag ", "Contrat "),
    MORTGAGE(Channel.DIRECT_DEBIT, Hours.NIGHT, true, "Loan "),
    INVOICE(Channel.TRANSFER, Hours.OFFICE, true, "Invoice ", "Rechnung ", "Facture ", "請求書 "),
    TAX(Channel.TRANSFER, Hours.OFFICE, true, "Tax ", "Steuer "),
    REMITTANCE(
            Channel.WIRE,
            Hours.LEISURE,
            false,
            "Family support",
            "Für Mama",
            "Frais scolaires",
            "家族へ",
            "School fees",
            "परिवार के लिए"),
    WIRE(Channel.WIRE, Hours.OFFICE, true, "Consulting ", "Beratung ", "Conseil ", "Goods ", "Invoice "),
    SWEEP(Channel.TRANSFER, Hours.WEEKEND_SWEEP, false, "Liquidity"),
    LOAN(Channel.TRANSFER, Hours.OFFICE, true, "Loan "),
    VEHICLE(Channel.TRANSFER, Hours.OFFICE, true, "Vehicle "),
    SALE(Channel.TRANSFER, Hours.LEISURE, false, "Bike", "Sofa", "Poussette", "自転車", "Phone", "Camera"),
    DUES(Channel.TRANSFER, Hours.LEISURE, false, "Club dues", "Vereinsbeitrag", "Cotisation", "会費", "Trip"),
    ESTATE(Channel.TRANSFER, Hours.OFFICE, false, "Estate", "Nachlass", "Succession", "相続"),
    REFUND(Channel.TRANSFER, Hours.OFFICE, true, "Refund ", "Erstattung ", "Remboursement ", "返金 "),
    WORKS(Channel.TRANSFER, Hours.OFFICE, true, "Works ", "Handwerker ", "Travaux ", "工事 ");

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
    /** Whether its channel is TRANSFER. */
    final boolean transfer;
    /** Whether a number of six digits ends the purpose. */
    final boolean numbered;

    private final Text[] purposes;

    Kind(Channel channel, Hours hours, boolean numbered, String... purposes) {
        this.channel = new Text(channel.name());
        this.transfer = channel == Channel.TRANSFER;
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

    /**
     * The purpose, or how it begins; null where nothing is said.
     *
     * @param script of the country where it is written; what people write to each other is in any language
     */
    @Nullable
    Text purpose(int bits, Names.Script script) {
        if (purposes.length == 0) {
            return null;
        }
        int language = script.ordinal();
        return purposes[this == PEER || language >= purposes.length ? (bits >>> 20) % purposes.length : language];
    }

    /** The number at the purpose's end, from 100000 to 999999. */
    static int number(int bits) {
        return 100_000 + (bits & 0xFFFFF) % 900_000;
    }
}
