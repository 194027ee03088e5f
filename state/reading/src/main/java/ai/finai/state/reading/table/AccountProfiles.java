package ai.finai.state.reading.table;

import ai.finai.state.AmlOperator;
import ai.finai.state.AmlState;
import ai.finai.state.account.AccountProfile;
import ai.finai.state.account.AccountProfileSerializer;
import ai.finai.state.account.Turnover;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** What is known of each account. */
final class AccountProfiles implements KeyedTable<AccountProfile> {

    private static final long serialVersionUID = 1L;

    private static final int[] WINDOWS = {1, 7, 30};

    private static final Table TABLE = new Table(
            "account_profile",
            "What is known of each account. Late postings and those without a rate are not in it; after 400 days without a"
                    + " posting an account is forgotten.",
            columns());

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.identity(Identity.ACCOUNT, "account", "The account."));
        columns.add(Column.of("first_seen", ColumnType.TIME, "Event time of its first posting."));
        columns.add(Column.of("last_seen", ColumnType.TIME, "Event time of its last posting."));
        columns.add(Column.of("count_in", ColumnType.INTEGER, "Times it was paid, since first_seen."));
        columns.add(Column.of("count_out", ColumnType.INTEGER, "Times it paid."));
        columns.add(Column.of("sum_in", ColumnType.MONEY, "What it was paid, in the base currency."));
        columns.add(Column.of("sum_out", ColumnType.MONEY, "What it paid."));
        for (int days : WINDOWS) {
            String of = days == 1
                    ? "on the UTC day that the snapshot's event time is in."
                    : "in the " + days + " UTC days that end with that of the snapshot's event time.";
            columns.add(Column.of("count_in_" + days + 'd', ColumnType.INTEGER, "Times it was paid " + of));
            columns.add(Column.of("count_out_" + days + 'd', ColumnType.INTEGER, "Times it paid " + of));
            columns.add(Column.of("sum_in_" + days + 'd', ColumnType.MONEY, "What it was paid " + of));
            columns.add(Column.of("sum_out_" + days + 'd', ColumnType.MONEY, "What it paid " + of));
        }
        columns.add(Column.of(
                "counterparties", ColumnType.INTEGER, "Different accounts on the other side; cash has none."));
        columns.add(Column.of(
                "counterparties_exact",
                ColumnType.FLAG,
                "Whether that is exact: beyond 64 it is an estimate, within 13 % in two cases of three."));
        columns.add(Column.of("countries", ColumnType.TEXTS, "Countries of the other sides, ISO 3166-1 alpha-2."));
        columns.add(Column.of("cash_count", ColumnType.INTEGER, "Postings in cash, in both directions."));
        columns.add(Column.of("cash_sum", ColumnType.MONEY, "What they come to."));
        columns.add(Column.of("cash_share", ColumnType.REAL, "Their share of all that it was paid and paid, 0 to 1."));
        columns.add(Column.of("score", ColumnType.REAL, "The latest score, 0 to 1; NULL without a model."));
        columns.add(Column.of("score_time", ColumnType.TIME, "Event time of the posting that has it."));
        columns.add(Column.of("highest_score", ColumnType.REAL, "The highest score since first_seen."));
        columns.add(Column.of("highest_score_time", ColumnType.TIME, "Event time of the posting that has it."));
        columns.add(
                Column.of("alerts", ColumnType.INTEGER, "Alerts about it since first_seen, those about scores too."));
        return columns;
    }

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public String operator() {
        return AmlOperator.WATCH_ACCOUNTS.uid();
    }

    @Override
    public ValueStateDescriptor<AccountProfile> state() {
        return new ValueStateDescriptor<>(AmlState.PROFILE.title(), new AccountProfileSerializer());
    }

    @Override
    public void rows(String account, AccountProfile profile, Moment moment, RowOut out) {
        long eventTime = moment.eventTime();
        // After the end of all events nothing says when "now" is but the account itself.
        boolean ended = eventTime == Long.MAX_VALUE || eventTime == Long.MIN_VALUE;
        long asOf = ended ? profile.lastSeen() : eventTime;
        Turnover total = profile.total();
        out.identity(account)
                .time(profile.firstSeen())
                .time(profile.lastSeen())
                .integer(total.countIn())
                .integer(total.countOut())
                .money(total.sumIn())
                .money(total.sumOut());
        for (int days : WINDOWS) {
            Turnover over = profile.over(days, asOf);
            out.integer(over.countIn())
                    .integer(over.countOut())
                    .money(over.sumIn())
                    .money(over.sumOut());
        }
        out.integer(profile.counterparties())
                .flag(profile.counterpartiesExact())
                .text(String.join(",", profile.countries()))
                .integer(profile.cashCount())
                .money(profile.cashSum())
                .real(profile.cashShare())
                .real(profile.score())
                .time(profile.scoreTime())
                .real(profile.highestScore())
                .time(profile.highestScoreTime())
                .integer(profile.alerts())
                .end();
    }
}
