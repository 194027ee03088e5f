package ai.finai.laboratory.labels;

import ai.finai.cli.input.CsvFile;
import ai.finai.events.Posting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which postings belong to laundering, and of what kind. Remembers which of its labels met a posting. Not thread-safe. */
public final class Labels {

    private final String format;
    private final Map<String, List<Label>> byTransaction = new HashMap<>();
    private final Set<Label> unmet = Collections.newSetFromMap(new IdentityHashMap<>());
    private int count;

    private Labels(String format) {
        this.format = format;
    }

    /**
     * Reads a label file; its columns say what form it has.
     *
     * @param file a path or URI, gzip or plain
     * @param which matters for AMLSim's form only
     * @throws ai.finai.cli.CommandFailed if it cannot be read, has no known form, or a row is wrong
     */
    public static Labels read(String file, LabelsOf which) {
        try (CsvFile rows = CsvFile.open(file)) {
            LabelFormat format = LabelFormat.of(rows);
            Labels labels = new Labels(describe(format, which));
            int[] places = format.places(rows);
            while (rows.nextRow()) {
                Label label = format.label(rows, places, which);
                if (label != null) {
                    labels.add(label);
                }
            }
            return labels;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(LabelFormat format, LabelsOf which) {
        return switch (format) {
            case FINAI -> "episodes of finai generate, the account's own side";
            case AMLSIM -> which == LabelsOf.SAR ? "AMLSim, is_sar" : "AMLSim, every pattern";
            case AMLWORLD -> "AMLworld attempts";
        };
    }

    private void add(Label label) {
        byTransaction
                .computeIfAbsent(label.transactionId(), id -> new ArrayList<>(1))
                .add(label);
        unmet.add(label);
        count++;
    }

    /** The kind of laundering that a posting belongs to, or null. Of two labels the first of the file counts. */
    public @Nullable String typology(Posting posting) {
        List<Label> labels = byTransaction.get(posting.transactionId());
        if (labels == null) {
            return null;
        }
        String typology = null;
        for (Label label : labels) {
            if (label.concerns(posting.account())) {
                unmet.remove(label);
                typology = typology == null ? label.typology() : typology;
            }
        }
        return typology;
    }

    /** Where they come from, in words. */
    public String format() {
        return format;
    }

    /** Labels of laundering in the file. */
    public int count() {
        return count;
    }

    /** Labels whose transaction, or whose account in it, no posting had so far. */
    public int unmet() {
        return unmet.size();
    }
}
