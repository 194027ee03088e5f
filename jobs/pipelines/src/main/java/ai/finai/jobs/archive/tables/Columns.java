package ai.finai.jobs.archive.tables;

import ai.finai.events.Alert;
import ai.finai.events.Money;
import ai.finai.events.Origin;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the row that is being written; each call writes the next one. Values go straight to parquet-mr's column
 * writers, past its record assembly, which costs as much again as the writing itself.
 */
public final class Columns {

    private final ColumnWriter[] writers;
    private final boolean[] wide;
    /** A present value's definition level; one less is a null, 0 in a list is an empty list. */
    private final int[] present;

    private final Tokens tokens;
    private final byte[] amount = new byte[ColumnTypes.AMOUNT_BYTES];
    private final Binary amountBinary = Binary.fromReusedByteArray(amount);
    private int next;
    private int repetition;
    private int rowBytes;

    public Columns(MessageType schema, ColumnWriteStore store, Tokens tokens) {
        List<ColumnDescriptor> columns = schema.getColumns();
        writers = new ColumnWriter[columns.size()];
        wide = new boolean[writers.length];
        present = new int[writers.length];
        this.tokens = tokens;
        for (int i = 0; i < writers.length; i++) {
            ColumnDescriptor column = columns.get(i);
            writers[i] = store.getColumnWriter(column);
            wide[i] = column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64;
            present[i] = column.getMaxDefinitionLevel();
        }
    }

    /** The next call writes the first column of the next row. */
    public void startRow() {
        next = 0;
        rowBytes = 0;
    }

    /** What the row has of text, amounts and real numbers, which is most of it. */
    public int rowBytes() {
        return rowBytes;
    }

    /** Text with many distinct values: ids, names, sentences. */
    void text(@Nullable String value) {
        if (value == null) {
            noValue();
        } else {
            write(binary(value));
        }
    }

    /** Text with few distinct values: currencies, channels, countries. */
    void token(@Nullable String value) {
        if (value == null) {
            noValue();
        } else {
            write(tokens.binary(value));
        }
    }

    /** An INT32 or INT64 column. */
    void integer(long value) {
        int column = next++;
        if (wide[column]) {
            writers[column].write(value, repetition, present[column]);
        } else {
            writers[column].write(Math.toIntExact(value), repetition, present[column]);
        }
    }

    void real(double value) {
        int column = next++;
        rowBytes += Double.BYTES;
        writers[column].write(value, repetition, present[column]);
    }

    /** A figure that may be undefined: NaN is no value, since engines of SQL order and add it up each in its own way. */
    void figure(double value) {
        if (Double.isNaN(value)) {
            noValue();
        } else {
            real(value);
        }
    }

    void flag(boolean value) {
        int column = next++;
        writers[column].write(value, repetition, present[column]);
    }

    /** Minor units of a currency, as the decimal they are. */
    void amount(long minorUnits, String currency) {
        long factor = tokens.factor(currency);
        long high = Math.multiplyHigh(minorUnits, factor);
        long low = minorUnits * factor;
        for (int i = 0; i < 4; i++) {
            amount[i] = (byte) (high >> (24 - 8 * i));
        }
        for (int i = 0; i < 8; i++) {
            amount[4 + i] = (byte) (low >> (56 - 8 * i));
        }
        write(amountBinary);
    }

    void origin(Origin origin) {
        token(origin.source());
        integer(origin.partition());
        integer(origin.offset());
    }

    /** An element of an alert's scores. */
    void score(Alert.Score score) {
        token(score.model());
        token(score.version());
        token(score.sha256());
        real(score.score());
    }

    void noValue() {
        int column = next++;
        writers[column].writeNull(repetition, present[column] - 1);
    }

    /** A list or map at the top of a row, whose elements have {@code width} columns. */
    <E> void list(List<E> elements, int width, Consumer<E> element) {
        int first = next;
        for (int i = 0; i < elements.size(); i++) {
            next = first;
            repetition = i == 0 ? 0 : 1;
            element.accept(elements.get(i));
        }
        repetition = 0;
        if (elements.isEmpty()) {
            for (int i = first; i < first + width; i++) {
                writers[i].writeNull(0, 0);
            }
        }
        next = first + width;
    }

    private void write(Binary value) {
        int column = next++;
        rowBytes += value.length();
        writers[column].write(value, repetition, present[column]);
    }

    private static Binary binary(String value) {
        return Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8));
    }

    /** What is worth keeping between rows: encoded tokens, decimals of currencies. */
    public static final class Tokens {

        /** A column that turns out to have more distinct values must not fill the heap. */
        private static final int CAPACITY = 10_000;

        private final Map<String, Binary> binaries = new HashMap<>();
        private final Map<String, Long> factors = new HashMap<>();
        private String lastCurrency = "";
        private long lastFactor;

        Binary binary(String token) {
            Binary binary = binaries.get(token);
            if (binary == null) {
                binary = Columns.binary(token);
                if (binaries.size() < CAPACITY) {
                    binaries.put(token, binary);
                }
            }
            return binary;
        }

        /** What minor units are multiplied with to have {@link ColumnTypes#AMOUNT_SCALE} decimals. */
        long factor(String currency) {
            if (!currency.equals(lastCurrency)) {
                lastFactor = factors.computeIfAbsent(currency, Tokens::factorOf);
                lastCurrency = currency;
            }
            return lastFactor;
        }

        private static long factorOf(String currency) {
            long factor = 1;
            for (int i = Money.decimals(currency); i < ColumnTypes.AMOUNT_SCALE; i++) {
                factor *= 10;
            }
            return factor;
        }
    }
}
