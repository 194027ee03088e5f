package ai.finai.cli.input;

import static ai.finai.events.yaml.InvalidValues.unless;

import ai.finai.cli.input.rows.CsvForm;
import ai.finai.cli.input.rows.MappedField;
import ai.finai.cli.input.rows.MappedTime;
import ai.finai.events.yaml.InvalidValues;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a CSV file become the fields of a transaction: a mapping file, as src/docs/commands.md explains it.
 *
 * @param delimiter one character; a comma where null
 * @param encoding a charset's name; UTF-8 where null
 * @param fields where each field comes from; one that is not named stays empty
 */
record Mapping(@Nullable String delimiter, @Nullable String encoding, Fields fields) {

    Mapping {
        CsvForm.of(delimiter, encoding);
    }

    /** By the names that they have in the {@code transactions} topic. */
    record Fields(
            MappedField transactionId,
            MappedTime eventTime,
            AmountField amount,
            MappedField currency,
            @Nullable MappedField channel,
            @Nullable MappedField debtorAccount,
            @Nullable MappedField creditorAccount,
            @Nullable MappedField debtorName,
            @Nullable MappedField creditorName,
            @Nullable MappedField debtorCountry,
            @Nullable MappedField creditorCountry,
            @Nullable MappedField debtorAgent,
            @Nullable MappedField creditorAgent,
            @Nullable MappedField purpose) {}

    /**
     * Where the amount comes from.
     *
     * @param round whether to round to the currency's decimals, half to even, what has more: for simulated data; else such
     *     a row is a dead letter
     * @param decimal what stands before the decimals; a point where null
     * @param group what stands between groups of three digits; where null, nothing does
     */
    record AmountField(
            String column,
            @Nullable Boolean round,
            @Nullable String decimal,
            @Nullable String group) {

        AmountField {
            InvalidValues.throwIfAny(
                    unless(decimal == null || isMark(decimal), "decimal", "must be one character, such as \",\""),
                    unless(group == null || isMark(group), "group", "must be one character, such as \".\""),
                    unless(
                            group == null || !group.equals(decimal == null ? "." : decimal),
                            "group",
                            "stands before the decimals too; name another decimal"));
        }

        private static boolean isMark(String text) {
            return text.length() == 1 && !Character.isLetterOrDigit(text.charAt(0)) && !"-".equals(text);
        }

        /** Null for plain decimals. */
        @Nullable
        AmountNotation notation() {
            return decimal == null && group == null ? null : new AmountNotation(decimal == null ? "." : decimal, group);
        }

        boolean rounds() {
            return Boolean.TRUE.equals(round);
        }
    }

    /** FinAI's own columns: each field by its name. */
    static final Mapping OWN = new Mapping(
            null,
            null,
            new Fields(
                    MappedField.ofColumn("transactionId"),
                    MappedTime.ofColumn("eventTime"),
                    new AmountField("amount", null, null, null),
                    MappedField.ofColumn("currency"),
                    MappedField.ofColumn("channel"),
                    MappedField.ofColumn("debtorAccount"),
                    MappedField.ofColumn("creditorAccount"),
                    MappedField.ofColumn("debtorName"),
                    MappedField.ofColumn("creditorName"),
                    MappedField.ofColumn("debtorCountry"),
                    MappedField.ofColumn("creditorCountry"),
                    MappedField.ofColumn("debtorAgent"),
                    MappedField.ofColumn("creditorAgent"),
                    MappedField.ofColumn("purpose")));

    CsvForm form() {
        return CsvForm.of(delimiter, encoding);
    }
}
