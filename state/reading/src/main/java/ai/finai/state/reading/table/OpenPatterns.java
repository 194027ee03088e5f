package ai.finai.state.reading.table;

import ai.finai.events.Instants;
import ai.finai.events.Posting;
import ai.finai.state.AmlOperator;
import ai.finai.state.AmlState;
import ai.finai.state.MatchState;
import ai.finai.state.MatchStateSerializer;
import ai.finai.state.OpenMatch;
import ai.finai.state.SnapshotNote;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** Who is halfway through a pattern: a row a partial match, decoded without the rules. */
final class OpenPatterns implements KeyedTable<MatchState> {

    private static final long serialVersionUID = 1L;

    private static final JsonFactory JSON = new JsonFactory();

    private static final Table TABLE = new Table(
            "open_patterns",
            "Who is halfway through a pattern: a row for each match that has begun and can still become an"
                    + " alert, as of the snapshot's event time.",
            List.of(
                    Column.identity(Identity.ACCOUNT, "account", "Whose postings these are."),
                    Column.of("rule_id", ColumnType.TEXT, "The rule, as the rule book names it."),
                    Column.of("rule_version", ColumnType.INTEGER, "Its version."),
                    Column.of(
                            "step",
                            ColumnType.INTEGER,
                            "The last step of the rule's pattern that has taken a posting, from 0."),
                    Column.of("postings", ColumnType.INTEGER, "How many postings it holds so far."),
                    Column.of("total", ColumnType.MONEY, "What they come to, in the base currency."),
                    Column.of("first_posting", ColumnType.TIME, "Event time of the first."),
                    Column.of("last_posting", ColumnType.TIME, "Event time of the last."),
                    Column.of(
                            "expires_at",
                            ColumnType.TIME,
                            "Event time from which on no posting can be part of it any more: first_posting and the rule's"
                                    + " window."),
                    Column.of(
                            "evidence",
                            ColumnType.JSON,
                            "The postings so far: transactionId, eventTime, direction, amount in the base currency's minor"
                                    + " units, counterparty.")));

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public String operator() {
        return AmlOperator.WATCH_ACCOUNTS.uid();
    }

    @Override
    public ValueStateDescriptor<MatchState> state() {
        return new ValueStateDescriptor<>(AmlState.MATCHES.title(), new MatchStateSerializer());
    }

    @Override
    public void rows(String account, MatchState state, Moment moment, RowOut out) {
        for (OpenMatch match : state.openMatches()) {
            List<Posting> postings = match.postings();
            long window = moment.window(match.rule());
            long expires = window == SnapshotNote.NO_WINDOW ? Long.MAX_VALUE : match.expiry(window);
            // The job forgets it only when the account is next looked at.
            if (!moment.inForce(match.rule()) || Math.min(expires, state.expiry()) <= moment.eventTime()) {
                continue;
            }
            out.identity(account)
                    .text(match.rule().ruleId())
                    .integer(match.rule().version())
                    .integer(match.step())
                    .integer(postings.size())
                    .money(postings.stream().mapToLong(Posting::baseAmount).sum())
                    .time(postings.get(0).eventTime())
                    .time(postings.get(postings.size() - 1).eventTime())
                    .time(expires)
                    .text(evidence(postings, out))
                    .end();
        }
    }

    private static String evidence(List<Posting> postings, RowOut out) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Posting posting : postings) {
                json.writeStartObject();
                json.writeStringField("transactionId", out.masked(Identity.TRANSACTION, posting.transactionId()));
                json.writeStringField("eventTime", Instants.format(posting.eventTime()));
                json.writeStringField("direction", posting.direction().name());
                json.writeNumberField("amount", posting.baseAmount());
                json.writeStringField("counterparty", out.masked(Identity.ACCOUNT, posting.counterparty()));
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot fail", e);
        }
        return text.toString();
    }
}
