package ai.finai.laboratory.labels;

import ai.finai.cli.input.CsvFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms of label files, each recognised by its columns. Files may have further columns. */
enum LabelFormat {
    /** {@code finai generate --labels}: one account's side of a transaction; near misses are no laundering. */
    FINAI("finai generate", "transaction_id", "account", "scenario", "kind") {
        @Override
        @Nullable
        Label label(CsvFile row, int[] columns, LabelsOf which) {
            String kind = row.cell(columns[3]);
            if (!kind.equals("episode") && !kind.equals("near-miss")) {
                throw row.failed("kind is '" + kind + "'; expected episode or near-miss");
            }
            return kind.equals("episode")
                    ? new Label(filled(row, columns, 0), filled(row, columns, 1), typology(filled(row, columns, 2)))
                    : null;
        }
    },

    /** IBM AMLSim: both sides of a transaction. */
    AMLSIM("AMLSim", "tran_id", "is_sar", "alert_id", "alert_type") {
        @Override
        @Nullable
        Label label(CsvFile row, int[] columns, LabelsOf which) {
            boolean suspicious = flag(row, columns, 1);
            boolean positive =
                    which == LabelsOf.SAR ? suspicious : !row.cell(columns[2]).isBlank();
            return positive ? new Label(filled(row, columns, 0), null, typology(filled(row, columns, 3))) : null;
        }
    },

    /** IBM AMLworld, attempts with their typology: both sides of a transaction. */
    AMLWORLD("AMLworld", "tran_id", "is_laundering", "typology") {
        @Override
        @Nullable
        Label label(CsvFile row, int[] columns, LabelsOf which) {
            return flag(row, columns, 1)
                    ? new Label(filled(row, columns, 0), null, typology(filled(row, columns, 2)))
                    : null;
        }
    };

    private final String title;
    private final List<String> columns;

    LabelFormat(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    /** The row's label, null where it says that there is no laundering; a row that is wrong ends the command. */
    abstract @Nullable Label label(CsvFile row, int[] columns, LabelsOf which);

    /** @throws ai.finai.cli.CommandFailed if the header is of no known form */
    static LabelFormat of(CsvFile file) {
        return Arrays.stream(values())
                .filter(format -> file.header().containsAll(format.columns))
                .findFirst()
                .orElseThrow(() -> file.failed("the columns " + String.join(",", file.header())
                        + " are no labels; known are "
                        + Arrays.stream(values())
                                .map(format -> String.join(",", format.columns) + " (" + format.title + ")")
                                .collect(Collectors.joining("; "))));
    }

    /** Where this form's columns are in the file. */
    int[] places(CsvFile file) {
        return columns.stream().mapToInt(file.header()::indexOf).toArray();
    }

    String filled(CsvFile row, int[] places, int column) {
        String value = row.cell(places[column]).strip();
        if (value.isEmpty()) {
            throw row.failed(columns.get(column) + " is empty");
        }
        return value;
    }

    boolean flag(CsvFile row, int[] places, int column) {
        String value = row.cell(places[column]).strip();
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw row.failed(columns.get(column) + " is '" + value + "'; expected 0 or 1");
        };
    }

    /** One spelling for all sources: {@code fan_in} and {@code FAN-IN} are {@code fan-in}. */
    static String typology(String written) {
        return written.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }
}
