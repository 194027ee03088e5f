package ai.finai.generator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Labels as CSV, a line for each transaction of each label, in UTF-8 with {@code \n}:
 * {@code label,scenario,kind,near_miss,expected,account,place,transaction_id}. {@code kind} is {@code episode} or
 * {@code near-miss}; {@code near_miss} is empty for an episode; {@code expected} is empty where the scenario has no
 * rule; {@code place} counts the label's transactions from 1.
 */
public final class LabelFile {

    static final String HEADER = "label,scenario,kind,near_miss,expected,account,place,transaction_id";

    private LabelFile() {}

    /** A file that is there is replaced once all is written. */
    public static void write(List<Label> labels, Path file) throws IOException {
        WholeFile.write(file, bytes -> {
            Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
            write(labels, out);
            out.flush();
            return labels.size();
        });
    }

    private static void write(List<Label> labels, Writer out) throws IOException {
        out.append(HEADER).append('\n');
        for (Label label : labels) {
            NearMiss nearMiss = label.nearMiss();
            String start = label.id()
                    + ','
                    + label.scenario().code()
                    + ','
                    + (nearMiss == null ? "episode," : "near-miss," + nearMiss.code())
                    + ','
                    + (label.scenario().hasRule() ? label.expected() : "")
                    + ','
                    + label.account()
                    + ',';
            int place = 1;
            for (String id : label.transactionIds()) {
                out.append(start)
                        .append(Integer.toString(place++))
                        .append(',')
                        .append(id)
                        .append('\n');
            }
        }
    }
}
