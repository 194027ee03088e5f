package ai.finai.events;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a transaction on the wire, in the order in which they are written. */
enum TransactionField {
    SCHEMA_VERSION("schemaVersion", 10, FieldClass.PUBLIC),
    TRANSACTION_ID("transactionId", 256, FieldClass.INTERNAL),
    EVENT_TIME("eventTime", 48, FieldClass.INTERNAL),
    AMOUNT("amount", 40, FieldClass.INTERNAL),
    CURRENCY("currency", 16, FieldClass.INTERNAL),
    CHANNEL("channel", 64, FieldClass.INTERNAL),
    DEBTOR_ACCOUNT("debtorAccount", 256, FieldClass.PERSONAL),
    CREDITOR_ACCOUNT("creditorAccount", 256, FieldClass.PERSONAL),
    DEBTOR_NAME("debtorName", 512, FieldClass.PERSONAL),
    CREDITOR_NAME("creditorName", 512, FieldClass.PERSONAL),
    DEBTOR_COUNTRY("debtorCountry", 2, FieldClass.INTERNAL),
    CREDITOR_COUNTRY("creditorCountry", 2, FieldClass.INTERNAL),
    DEBTOR_AGENT("debtorAgent", 64, FieldClass.INTERNAL),
    CREDITOR_AGENT("creditorAgent", 64, FieldClass.INTERNAL),
    PURPOSE("purpose", 4096, FieldClass.PERSONAL);

    private static final Map<String, TransactionField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(field -> field.json, field -> field));

    final String json;
    /** In Unicode characters. */
    final int maxLength;

    final FieldClass fieldClass;

    /** As it is written. */
    private final byte[] encodedName;

    TransactionField(String json, int maxLength, FieldClass fieldClass) {
        this.json = json;
        this.maxLength = maxLength;
        this.fieldClass = fieldClass;
        this.encodedName = JsonWriter.encodedName(json);
    }

    /** Whether line ends and tabs may be in it. */
    boolean lines() {
        return this == PURPOSE || this == DEBTOR_NAME || this == CREDITOR_NAME;
    }

    /** Begins this field; its value is the next call. */
    JsonWriter in(JsonWriter writer) {
        return writer.name(encodedName);
    }

    static @Nullable TransactionField named(String name) {
        return BY_NAME.get(name);
    }
}
