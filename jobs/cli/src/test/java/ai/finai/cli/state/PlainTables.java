package ai.finai.cli.state;

import ai.finai.events.Alert;
import ai.finai.events.Direction;
import ai.finai.events.Posting;
import ai.finai.patterns.book.RuleBookReader;
import ai.finai.patterns.kinds.RapidTransfer;
import ai.finai.patterns.oracle.Oracle;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the tables should say, written from what their columns are said to mean, by code that knows no state. */
final class PlainTables {

    /** A row an account, cells with a bar between them. An estimate of counterparties is {@code ?}. */
    static final String PROFILES = "SELECT replace(account, chr(10), '~'), epoch_ms(first_seen), epoch_ms(last_seen),"
            + " count_in, count_out, sum_in, sum_out,"
            + " count_in_1d, count_out_1d, sum_in_1d, sum_out_1d, count_in_7d, count_out_7d, sum_in_7d, sum_out_7d,"
            + " count_in_30d, count_out_30d, sum_in_30d, sum_out_30d,"
            + " CASE WHEN counterparties_exact THEN counterparties::VARCHAR ELSE '?' END,"
            + " coalesce(array_to_string(countries, ' '), ''), len(countries), cash_count, cash_sum, printf('%.6f', cash_share), score, score_time,"
            + " highest_score, highest_score_time, alerts FROM account_profile";

    static final String OPEN = "SELECT replace(account, chr(10), '~'), rule_id, rule_version, step, postings, total,"
            + " epoch_ms(first_posting), epoch_ms(last_posting), epoch_ms(expires_at), array_to_string(json_extract_string(evidence, '$[*].transactionId'), ' ') FROM open_patterns";

    static final String ALERTS =
            "SELECT replace(account, chr(10), '~'), alert_id, rule_id, kind, rule_version, severity,"
                    + " epoch_ms(event_time), score FROM account_alerts";

    /** Of a query: cells with a bar between them. */
    static String barred(String select) {
        return "SELECT concat_ws('|', *COLUMNS(*)) AS cells FROM (" + select + ")";
    }

    private PlainTables() {}

    private static Map<String, List<Posting>> byAccount(List<Posting> postings) {
        return postings.stream().collect(Collectors.groupingBy(Posting::account, TreeMap::new, Collectors.toList()));
    }

    static List<String> profiles(List<Posting> seen, List<Alert> alerts, long eventTime) {
        List<String> rows = new ArrayList<>();
        byAccount(seen).forEach((account, all) -> {
            List<Posting> since = sinceForgotten(all);
            if (eventTime - since.get(since.size() - 1).eventTime() <= 400 * 86_400_000L) {
                rows.add(profile(account, since, alerts, eventTime));
            }
        });
        return rows;
    }

    private static List<Posting> sinceForgotten(List<Posting> all) {
        int from = 0;
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).eventTime() - all.get(i - 1).eventTime() > 400 * 86_400_000L) {
                from = i;
            }
        }
        return all.subList(from, all.size());
    }

    private static String profile(String account, List<Posting> all, List<Alert> alerts, long eventTime) {
        List<String> cells = new ArrayList<>();
        cells.add(account.replace('\n', '~'));
        cells.add("" + all.get(0).eventTime());
        cells.add("" + all.get(all.size() - 1).eventTime());
        turnover(all, posting -> true, cells);
        LocalDate today = day(eventTime);
        for (int days : new int[] {1, 7, 30}) {
            turnover(all, posting -> day(posting.eventTime()).isAfter(today.minusDays(days)), cells);
        }
        long others = all.stream()
                .map(Posting::counterparty)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        cells.add(others > 64 ? "?" : "" + others);
        TreeSet<String> countries = all.stream()
                .map(Posting::counterpartyCountry)
                .filter(code -> code != null && code.matches("[A-Z][A-Z]"))
                .collect(Collectors.toCollection(TreeSet::new));
        cells.add(String.join(" ", countries));
        cells.add("" + countries.size());
        List<Posting> cash =
                all.stream().filter(posting -> "CASH".equals(posting.channel())).toList();
        cells.add("" + cash.size());
        cells.add(money(sum(cash)));
        cells.add(String.format(Locale.ROOT, "%.6f", (double) sum(cash) / sum(all)));
        long first = all.get(0).eventTime();
        cells.add(""
                + alerts.stream()
                        .filter(alert -> alert.subject().id().equals(account) && alert.eventTime() >= first)
                        .filter(alert -> alert.eventTime() <= eventTime)
                        .count());
        return String.join("|", cells);
    }

    private static LocalDate day(long time) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
    }

    private static void turnover(List<Posting> all, Predicate<Posting> counts, List<String> cells) {
        List<Posting> in = all.stream()
                .filter(counts.and(posting -> posting.direction() == Direction.CREDIT))
                .toList();
        List<Posting> out = all.stream()
                .filter(counts.and(posting -> posting.direction() == Direction.DEBIT))
                .toList();
        cells.add("" + in.size());
        cells.add("" + out.size());
        cells.add(money(sum(in)));
        cells.add(money(sum(out)));
    }

    private static long sum(List<Posting> postings) {
        return postings.stream().mapToLong(Posting::baseAmount).sum();
    }

    private static String money(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    /** What the shipped rules leave open that can still become an alert. */
    static List<String> openPatterns(List<Posting> seen, long eventTime) {
        return Oracle.open(RuleBookReader.shipped(), seen).stream()
                .filter(open -> open.expiry() > eventTime)
                .map(open -> String.join(
                        "|",
                        open.account().replace('\n', '~'),
                        open.rule().id(),
                        "" + open.rule().version(),
                        // Structuring is at its deposits until the last; a rapid transfer is at its credit, then at its
                        // debits.
                        open.rule().kind() instanceof RapidTransfer
                                        && open.taken().size() > 1
                                ? "1"
                                : "0",
                        "" + open.taken().size(),
                        money(sum(open.taken())),
                        "" + open.taken().get(0).eventTime(),
                        "" + open.taken().get(open.taken().size() - 1).eventTime(),
                        "" + open.expiry(),
                        open.taken().stream().map(Posting::transactionId).collect(Collectors.joining(" "))))
                .toList();
    }

    /** The last ten of each account, of those that came out. */
    static List<String> lastAlerts(List<Alert> alerts) {
        Map<String, List<Alert>> byAccount = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            byAccount
                    .computeIfAbsent(alert.subject().id(), any -> new ArrayList<>())
                    .add(alert);
        }
        List<String> rows = new ArrayList<>();
        byAccount.forEach((account, all) -> {
            all.sort(Comparator.comparingLong(Alert::eventTime));
            for (Alert alert : all.subList(Math.max(0, all.size() - 10), all.size())) {
                rows.add(String.join(
                        "|",
                        account.replace('\n', '~'),
                        alert.alertId(),
                        alert.rule().id(),
                        alert.rule().kind(),
                        "" + alert.rule().version(),
                        alert.severity().name(),
                        "" + alert.eventTime()));
            }
        });
        return rows;
    }
}
