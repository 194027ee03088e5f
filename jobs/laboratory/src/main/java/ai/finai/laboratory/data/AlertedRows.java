package ai.finai.laboratory.data;

import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.training.data.LabelledPostings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule book's alerts as scores of postings, in two ways. A rule alerts on the posting that completes its pattern, so that
 * is what it finds as it happens. Its evidence shows the earlier postings too, but only once the alert is there.
 *
 * @param completing 1 for a row on which a rule alerted, else 0
 * @param evidence 1 for a row that is evidence of an alert, else 0
 * @param alerts how many there were
 */
public record AlertedRows(float[] completing, float[] evidence, int alerts) {

    /** @param file of alerts, a JSON object a line, as {@code finai backtest} writes it, made from the same rows */
    public static AlertedRows read(Path file, LabelledPostings postings) throws IOException {
        List<Alert> alerts = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                alerts.add(AlertJson.read(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return of(alerts, postings);
    }

    static AlertedRows of(List<Alert> alerts, LabelledPostings postings) {
        Map<Long, Integer> rows = new HashMap<>();
        for (Alert alert : alerts) {
            for (Alert.Evidence evidence : alert.evidence()) {
                rows.put(id(evidence), -1);
            }
        }
        for (int row = 0; row < postings.size(); row++) {
            int at = row;
            rows.computeIfPresent(postings.id(row), (id, unknown) -> at);
        }
        float[] completing = new float[postings.size()];
        float[] evidence = new float[postings.size()];
        for (Alert alert : alerts) {
            int last = -1;
            for (Alert.Evidence posting : alert.evidence()) {
                int row = rows.getOrDefault(id(posting), -1);
                if (row >= 0) {
                    evidence[row] = 1;
                    last = row;
                }
            }
            if (last >= 0) {
                completing[alert.evidenceSha256() == null ? last : completing(alert, last, postings)] = 1;
            }
        }
        return new AlertedRows(completing, evidence, alerts.size());
    }

    private static long id(Alert.Evidence evidence) {
        return LabelledPostings.id(evidence.transactionId(), evidence.direction());
    }

    /** Evidence that was cut ends too early: the account's last posting at the alert's time completed it. */
    private static int completing(Alert alert, int known, LabelledPostings postings) {
        int completing = known;
        for (int row : postings.rows(postings.account(known))) {
            if (row > known && postings.time(row) == alert.eventTime()) {
                completing = row;
            }
        }
        return completing;
    }
}
