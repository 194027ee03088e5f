package ai.finai.cli.state.report;

import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotPair;
import ai.finai.state.reading.SnapshotReader;
import ai.finai.state.reading.SnapshotTables;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;

/** Which accounts pay out far more than a month ago, and what they are halfway through. */
record RiskReport(List<Line> lines) {

    /** What an account paid over the 30 days to either month-end, and the rules of its open patterns. */
    record Line(String account, BigDecimal before, BigDecimal after, String openPatterns) {}

    private static final String GROWTH = """
            SELECT account, coalesce(x.sum_out_30d, 0), y.sum_out_30d, coalesce(open.rules, '')
            FROM b.account_profile y
            LEFT JOIN a.account_profile x USING (account)
            LEFT JOIN (
                SELECT account, string_agg(DISTINCT rule_id, ' ' ORDER BY rule_id) AS rules
                FROM b.open_patterns GROUP BY account) open USING (account)
            ORDER BY y.sum_out_30d - coalesce(x.sum_out_30d, 0) DESC, account
            LIMIT 20
            """;

    /** @param before the savepoint of the earlier month-end, such as {@code s3://bank/savepoints/savepoint-1a2b} */
    static RiskReport of(SnapshotReader reader, String before, String after) throws IOException, SQLException {
        try (SnapshotTables a = reader.read(Snapshot.at(before));
                SnapshotTables b = reader.read(Snapshot.at(after));
                SnapshotPair both = SnapshotPair.of(a, b)) {
            return new RiskReport(both.query(
                    GROWTH,
                    row -> new Line(row.getString(1), row.getBigDecimal(2), row.getBigDecimal(3), row.getString(4))));
        }
    }
}
