package ai.finai.state;

import ai.finai.events.Alert;
import ai.finai.events.ModelName;
import ai.finai.events.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a subtask leaves in a snapshot for whoever reads it: whose it is, how far it had come, and what was in force.
 *
 * @param job its name
 * @param release of FinAI that wrote it
 * @param eventTime everything up to it has been seen, milliseconds since 1970-01-01T00:00:00Z; {@link Long#MIN_VALUE} before
 *     anything was
 * @param baseCurrency of amounts; empty where there is none
 * @param baseDecimals of that currency after the point
 * @param ruleBook sha256 of the rule book in force, lower-case hex
 * @param rules of it, in its order
 * @param models in force
 */
public record SnapshotNote(
        String job,
        String release,
        long eventTime,
        String baseCurrency,
        int baseDecimals,
        String ruleBook,
        List<Rule> rules,
        List<Model> models) {

    /** Of the bytes. Raise it when they change, and keep reading the older ones. */
    private static final int FORMAT = 2;

    /** Without windows and without a checksum. */
    private static final int FIRST_FORMAT = 1;

    /** Of a rule whose matches in progress are not kept by time, or whose snapshot does not say. */
    public static final long NO_WINDOW = 0;

    /**
     * A rule in force.
     *
     * @param window milliseconds of event time from the first posting of a match up to which, exclusive, it can go on;
     *     {@link #NO_WINDOW} where there is none
     */
    public record Rule(String id, String kind, int version, String severity, long window) {

        public static Rule of(Alert.RuleReference rule, Severity severity, long window) {
            return new Rule(rule.id(), rule.kind(), rule.version(), severity.name(), window);
        }
    }

    /** @param role {@code champion}, {@code challenger}, {@code forecaster} or {@code sentiment} */
    public record Model(String role, ModelName name) {}

    public SnapshotNote {
        rules = List.copyOf(rules);
        models = List.copyOf(models);
    }

    /** The same with other models beside its own. */
    public SnapshotNote with(List<Model> others) {
        List<Model> all = new ArrayList<>(models);
        all.addAll(others);
        return new SnapshotNote(job, release, eventTime, baseCurrency, baseDecimals, ruleBook, rules, all);
    }

    public byte[] toBytes() {
        CompactWriter out = new CompactWriter();
        out.writeByte(FORMAT);
        out.writeString(job);
        out.writeString(release);
        out.writeFixedLong(eventTime);
        out.writeString(baseCurrency);
        out.writeInt(baseDecimals);
        out.writeString(ruleBook);
        out.writeInt(rules.size());
        for (Rule rule : rules) {
            out.writeString(rule.id());
            out.writeString(rule.kind());
            out.writeInt(rule.version());
            out.writeString(rule.severity());
            out.writeLong(rule.window());
        }
        out.writeInt(models.size());
        for (Model model : models) {
            out.writeString(model.role());
            out.writeString(model.name().name());
            out.writeString(model.name().version());
            out.writeString(model.name().sha256());
        }
        out.writeFixedLong(checksum(out.toBytes()));
        return out.toBytes();
    }

    /** Snapshots themselves may carry none. */
    private static long checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    /**
     * @throws NewerFormatException if they are of a later release
     * @throws IOException if these bytes are none, or are damaged
     */
    public static SnapshotNote read(byte[] bytes) throws IOException {
        try {
            CompactReader in = CompactReader.of(bytes);
            int format = in.readByte();
            if (format > FORMAT) {
                throw new NewerFormatException("what the snapshot says of itself", format, FORMAT);
            }
            if (format < FIRST_FORMAT) {
                throw new IOException("no snapshot's note: it begins with " + format);
            }
            if (format != FIRST_FORMAT) {
                requireSound(bytes);
            }
            String job = in.readText();
            String release = in.readText();
            long eventTime = in.readFixedLong();
            String baseCurrency = in.readText();
            int baseDecimals = in.readInt();
            String ruleBook = in.readText();
            List<Rule> rules = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                rules.add(new Rule(
                        in.readText(),
                        in.readText(),
                        in.readInt(),
                        in.readText(),
                        format == FIRST_FORMAT ? NO_WINDOW : in.readLong()));
            }
            List<Model> models = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                models.add(new Model(in.readText(), new ModelName(in.readText(), in.readText(), in.readText())));
            }
            return new SnapshotNote(job, release, eventTime, baseCurrency, baseDecimals, ruleBook, rules, models);
        } catch (IndexOutOfBoundsException | NullPointerException e) {
            throw new IOException("no snapshot's note: its bytes end early", e);
        }
    }

    private static void requireSound(byte[] bytes) throws IOException {
        CompactReader end = CompactReader.of(bytes);
        end.position = bytes.length - Long.BYTES;
        if (end.position < 0 || end.readFixedLong() != checksum(Arrays.copyOf(bytes, bytes.length - Long.BYTES))) {
            throw new IOException("a snapshot's note is damaged: its checksum is another");
        }
    }
}
