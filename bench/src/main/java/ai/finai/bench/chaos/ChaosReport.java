package ai.finai.bench.chaos;

import ai.finai.bench.chaos.Tally.Counts;
import ai.finai.cli.Figures;
import ai.finai.cli.Table;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is said in the end.
 *
 * @param sent records to all jobs
 * @param elapsedSeconds of it all
 */
record ChaosReport(long seed, List<Happened> faults, Tally tally, long sent, long elapsedSeconds) {

    private static final String LINE = "%3s  %-20s %-7s %8s %9s %10s%n";

    static void head(PrintWriter out) {
        out.printf(LINE, "#", "fault", "job", "lasted", "detected", "recovered");
        out.flush();
    }

    static void line(PrintWriter out, Happened one) {
        out.printf(
                LINE,
                one.planned().number(),
                one.planned().kind(),
                one.job(),
                seconds(one.lastedMillis()),
                one.detectedMillis() < 0 ? "-" : seconds(one.detectedMillis()),
                seconds(one.recoveredMillis()));
        out.flush();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    void print(PrintWriter out) {
        Table table = new Table(
                        "#",
                        "fault",
                        "job",
                        "lasted",
                        "detected",
                        "recovered",
                        "records lost",
                        "doubled",
                        "alerts lost",
                        "doubled")
                .alignRight(0, 3, 4, 5, 6, 7, 8, 9);
        for (Happened one : faults) {
            Counts records = tally.records(one.planned().number());
            Counts alerts = tally.alerts(one.planned().number());
            table.row(
                    Integer.toString(one.planned().number()),
                    one.planned().kind().toString(),
                    one.job(),
                    seconds(one.lastedMillis()),
                    one.detectedMillis() < 0 ? "-" : seconds(one.detectedMillis()),
                    seconds(one.recoveredMillis()),
                    Figures.grouped(records.lost()),
                    Figures.grouped(records.doubled()),
                    Figures.grouped(alerts.lost()),
                    Figures.grouped(alerts.doubled()));
        }
        Counts records = tally.allRecords();
        Counts alerts = tally.allAlerts();
        table.row(
                "",
                "all",
                "",
                "",
                "",
                "",
                Figures.grouped(records.lost()),
                Figures.grouped(records.doubled()),
                Figures.grouped(alerts.lost()),
                Figures.grouped(alerts.doubled()));
        out.println();
        table.print(out);
        out.println();
        out.printf(
                "%s sent; readers see %s, late events and dead letters, and %s, in topics and tables.%n",
                Figures.count(sent, "record"),
                Figures.count(tally.seen(), "row"),
                Figures.count(tally.seenAlerts(), "alert"));
        out.println(tally.isClean() ? "Nothing was lost and nothing was doubled." : "");
        out.flush();
    }

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seed", seed);
        all.put("seconds", elapsedSeconds);
        all.put("sent", sent);
        all.put("seen", tally.seen());
        all.put("seenAlerts", tally.seenAlerts());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Happened one : faults) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("number", one.planned().number());
            row.put("fault", one.planned().kind().toString());
            row.put("job", one.job());
            row.put("lastedMillis", one.lastedMillis());
            row.put("detectedMillis", one.detectedMillis() < 0 ? null : one.detectedMillis());
            row.put("recoveredMillis", one.recoveredMillis());
            counts(
                    row,
                    tally.records(one.planned().number()),
                    tally.alerts(one.planned().number()));
            rows.add(row);
        }
        all.put("faults", rows);
        Map<String, Object> total = new LinkedHashMap<>();
        counts(total, tally.allRecords(), tally.allAlerts());
        all.put("total", total);
        all.put("problems", tally.problems());
        try {
            return new ObjectMapper().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
    }

    private static void counts(Map<String, Object> row, Counts records, Counts alerts) {
        row.put("recordsLost", records.lost());
        row.put("recordsDoubled", records.doubled());
        row.put("recordsOther", records.other());
        row.put("alertsLost", alerts.lost());
        row.put("alertsDoubled", alerts.doubled());
        row.put("alertsOther", alerts.other());
    }
}
