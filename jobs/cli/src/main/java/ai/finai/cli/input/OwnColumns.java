package ai.finai.cli.input;

import ai.finai.events.yaml.NearestWord;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the header of a file without a mapping against FinAI's own columns. */
final class OwnColumns {

    private static final List<String> REQUIRED = List.of("transactionId", "eventTime", "amount", "currency");
    private static final List<String> KNOWN = Arrays.stream(Mapping.Fields.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();
    private static final String OTHER_DELIMITERS = ";\t|";

    private OwnColumns() {}

    /** A column of the user's own may be called a little like one that is absent; hardly so where that one is required. */
    private static @Nullable String nearest(String column, List<String> absent) {
        String slip = NearestWord.of(column, absent, 1);
        return slip != null
                ? slip
                : NearestWord.of(
                        column, absent.stream().filter(REQUIRED::contains).toList());
    }

    /** A sentence for each column that is missing or, as it seems, misspelt: its field would be empty in every row. */
    static List<String> problems(List<String> header) {
        if (header.get(0).startsWith("{")) {
            return List.of("these are JSON lines; call the file .jsonl");
        }
        if (header.size() == 1) {
            for (char delimiter : OTHER_DELIMITERS.toCharArray()) {
                if (header.get(0).indexOf(delimiter) >= 0) {
                    String shown = delimiter == '\t' ? "\\t" : String.valueOf(delimiter);
                    return List.of("the columns are parted by '" + shown + "'; write a mapping with delimiter: \""
                            + shown + '"');
                }
            }
        }
        List<String> absent =
                KNOWN.stream().filter(known -> !header.contains(known)).toList();
        List<String> meant = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String column : header) {
            String nearest = KNOWN.contains(column) ? null : nearest(column, absent);
            if (nearest != null) {
                meant.add(nearest);
                problems.add("unknown column '" + column + "'; did you mean " + nearest
                        + "? Otherwise leave the column out, or write a mapping");
            }
        }
        for (String required : REQUIRED) {
            if (absent.contains(required) && !meant.contains(required)) {
                problems.add("no column '" + required + "'; add it, or write a mapping");
            }
        }
        return problems;
    }
}
