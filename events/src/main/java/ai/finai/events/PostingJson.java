package ai.finai.events;

/**
 * A posting as JSON, as it stands inside a late event ({@code schema/posting.schema.json}): all fields, absent ones as
 * null. An unrated posting has a {@code baseAmount} of null.
 */
public final class PostingJson {

    public static final int SCHEMA_VERSION = 1;

    private PostingJson() {}

    /** @param baseCurrency what {@code baseAmount} is in, ISO 4217 */
    public static byte[] write(Posting posting, String baseCurrency) {
        JsonWriter json = new JsonWriter();
        write(json, posting, baseCurrency);
        return json.toBytes();
    }

    static void write(JsonWriter json, Posting posting, String baseCurrency) {
        json.startObject()
                .name("schemaVersion")
                .number(SCHEMA_VERSION)
                .name("account")
                .text(posting.account())
                .name("direction")
                .text(posting.direction().name())
                .name("counterparty")
                .text(posting.counterparty())
                .name("amount")
                .amount(posting.amount(), Money.decimals(posting.currency()))
                .name("currency")
                .text(posting.currency())
                .name("baseAmount");
        if (posting.rated()) {
            json.amount(posting.baseAmount(), Money.decimals(baseCurrency));
        } else {
            json.text(null);
        }
        json.name("baseCurrency")
                .text(baseCurrency)
                .name("channel")
                .text(posting.channel())
                .name("country")
                .text(posting.country())
                .name("counterpartyCountry")
                .text(posting.counterpartyCountry())
                .name("eventTime")
                .instant(posting.eventTime())
                .name("transactionId")
                .text(posting.transactionId())
                .name("source")
                .text(posting.origin().toString())
                .endObject();
    }
}
