package ai.finai.jobs.archive;

import ai.finai.events.Alert;
import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import ai.finai.events.Severity;
import ai.finai.events.Transaction;
import ai.finai.events.Unscored;
import ai.finai.events.WatchedPosting;
import java.time.Instant;
import java.util.List;

/** Records for the archive: the n-th is always the same. */
final class Payments {

    static final long MONDAY = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

    private static final long DAY = 86_400_000;

    private Payments() {}

    /** The n-th transaction; they go over {@code days} days from Monday on, and every seventh has only what must be. */
    static Transaction transaction(long n, int days) {
        long time = MONDAY + Math.floorMod(n, (long) days) * DAY + n % 80_000_000;
        Origin origin = new Origin("transactions", (int) (n % 4), n / 4);
        if (n % 7 == 0) {
            return new Transaction(
                    "T" + n,
                    time,
                    n + 1,
                    "JPY",
                    null,
                    null,
                    "A" + n % 50,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    origin);
        }
        return new Transaction(
                "T" + n,
                time,
                100 + n,
                "USD",
                n % 2 == 0 ? "CASH" : "CARD",
                "A" + n % 50,
                "A" + n % 51,
                "Élodie Ünal " + n % 100,
                "Shop 商店 " + n % 10,
                "FR",
                "US",
                "BANKFRPP",
                "BANKUS33",
                "invoice " + n,
                origin);
    }

    static WatchedPosting posting(Transaction t, Direction direction) {
        boolean credit = direction == Direction.CREDIT;
        Posting posting = new Posting(
                credit ? "A1" : "A2",
                direction,
                credit ? t.debtorAccount() : t.creditorAccount(),
                t.amount(),
                t.currency(),
                t.currency().equals("USD") ? t.amount() : Posting.UNRATED,
                t.channel(),
                t.creditorCountry(),
                t.debtorCountry(),
                t.eventTime(),
                t.transactionId(),
                t.origin());
        return credit
                ? WatchedPosting.unscored(posting, Unscored.LATE)
                : WatchedPosting.scored(posting, 0.25f, "account-lstm/1");
    }

    static Alert alert(String id, long eventTime, List<Transaction> evidence) {
        return new Alert(
                id,
                new Alert.RuleReference("structuring-cash", "structuring", 3),
                new Alert.Subject("account", "A1"),
                Severity.HIGH,
                eventTime,
                evidence.size() + " cash deposits",
                List.of(new Alert.Fact("deposits", "3", true), new Alert.Fact("total", "28400.00", false)),
                evidence.stream()
                        .map(t -> new Alert.Evidence(
                                t.transactionId(),
                                t.eventTime(),
                                Direction.CREDIT,
                                t.amount(),
                                t.currency(),
                                t.debtorAccount(),
                                t.channel(),
                                t.origin()))
                        .toList(),
                evidence.size(),
                evidence.isEmpty() ? null : "ab12",
                evidence.isEmpty() ? List.of() : List.of(new Alert.Score("account-lstm", "2", "cd34", 0.93)),
                new Alert.Provenance("sha256:ef", "sha256:cd", "aml", "0.1.0"));
    }
}
