package ai.finai.jobs.archive;

import static ai.finai.jobs.archive.Payments.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Direction;
import ai.finai.events.Severity;
import ai.finai.events.Transaction;
import ai.finai.events.market.MarketAlert;
import ai.finai.jobs.archive.tables.AlertRow;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.archive.tables.PostingRow;
import ai.finai.jobs.archive.tables.RowFormat;
import ai.finai.jobs.archive.tables.TransactionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What src/docs/archive.md says is so. */
class ArchiveDocumentationTest {

    @TempDir
    Path archive;

    private String page;

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Path.of(System.getProperty("finai.root"), "src/docs/archive.md"));
    }

    @ParameterizedTest
    @EnumSource
    void theColumnsAreThoseOfTheFiles(ArchiveTable table) {
        List<String> documented = matches("(?s)### " + table.folder() + "\n(.*?)\n\n").stream()
                .flatMap(section -> Pattern.compile(
                                "(?m)^\\| `(\\w+)` \\| ([^|]+) \\| (yes)? ?\\| (internal|personal) \\|")
                        .matcher(section.group(1))
                        .results())
                .map(row -> row.group(1) + " " + row.group(2) + (row.group(3) == null ? "" : " null"))
                .toList();
        List<String> written = table.schema().getFields().stream()
                .map(field -> field.getName() + " " + typeName(field)
                        + (field.isRepetition(Type.Repetition.OPTIONAL) ? " null" : ""))
                .toList();
        assertThat(documented).isEqualTo(written);
    }

    @Test
    void theFieldsOfEvidenceAreThoseOfTheFiles() {
        GroupType evidence = ArchiveTable.ALERTS
                .schema()
                .getType("evidence")
                .asGroupType()
                .getType(0)
                .asGroupType()
                .getType(0)
                .asGroupType();
        String sentence =
                matches("(?s)A struct of `evidence` has (.*?), as in").get(0).group(1);
        assertThat(Pattern.compile("`(\\w+)`").matcher(sentence).results().map(field -> field.group(1)))
                .containsExactlyElementsOf(
                        evidence.getFields().stream().map(Type::getName).toList());
    }

    @Test
    void everyQueryRunsAndFindsSomething() throws Exception {
        List<Transaction> transactions = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            transactions.add(Payments.transaction(n, 2));
        }
        write(new TransactionRow(), transactions);
        write(
                new PostingRow("USD"),
                transactions.stream()
                        .map(t -> Payments.posting(t, Direction.CREDIT))
                        .toList());
        write(new AlertRow(), List.of(Payments.alert("found", MONDAY, transactions.subList(1, 4))));
        List<MatchResult> queries = matches("(?s)```sql\n(.*?)\n```");
        assertThat(queries).hasSize(7);
        try (DuckDb duck = new DuckDb(archive)) {
            for (MatchResult query : queries) {
                assertThat(duck.rows(query.group(1))).as(query.group(1)).isNotEmpty();
            }
            assertThat(duck.rows(queries.get(4).group(1)))
                    .first()
                    .isEqualTo("found|28400.00|T1|1.0100|Élodie Ünal 1|Shop 商店 1|invoice 1");
        }
    }

    @Test
    void everyQueryOfThePageOnChartsRunsAndFindsSomething() throws Exception {
        page = Files.readString(Path.of(System.getProperty("finai.root"), "src/docs/charts.md"));
        SymbolStory story = SymbolStory.ofDays("AAPL", 250, 100);
        long end = story.bars().get(20).bar().end();
        story.with(story.alert("one", 1, MarketAlert.Status.OPEN, "unexplained-move", Severity.HIGH, end))
                .with(story.alert("one", 2, MarketAlert.Status.WITHDRAWN, "unexplained-move", Severity.HIGH, end))
                .writeTo(archive);
        List<MatchResult> queries = matches("(?s)```sql\n(.*?)\n```");
        assertThat(queries).hasSize(6);
        try (DuckDb duck = new DuckDb(archive)) {
            for (MatchResult query : queries) {
                assertThat(duck.rows(query.group(1))).as(query.group(1)).isNotEmpty();
            }
            assertThat(duck.rows(queries.get(1).group(1)))
                    .as("alerts that hold")
                    .hasSize(story.alerts().size() - 2);
            // A split is no return: with the ratio, no day's change is anywhere near three quarters.
            assertThat(duck.rows(queries.get(2).group(1))).hasSize(250).allSatisfy(row -> assertThat(
                            Double.parseDouble(row.split("\\|")[2]))
                    .isBetween(20.0, 120.0));
        }
    }

    private List<MatchResult> matches(String regex) {
        return Pattern.compile(regex).matcher(page + "\n\n").results().toList();
    }

    /** As an analyst would name it. */
    private static String typeName(Type field) {
        LogicalTypeAnnotation logical = field.getLogicalTypeAnnotation();
        if (logical instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
            return field.asGroupType().getType(0).asGroupType().getType(0).isPrimitive()
                    ? "list(text)"
                    : "list(struct)";
        }
        if (logical instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
            return "map(text, text)";
        }
        if (logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation) {
            return "text";
        }
        if (logical instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation time && time.isAdjustedToUTC()) {
            return "timestamp, ms, UTC";
        }
        if (logical instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
            return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        return switch (field.asPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> "int";
            case INT64 -> "bigint";
            case BOOLEAN -> "boolean";
            case DOUBLE -> "double";
            default -> throw new AssertionError(field);
        };
    }

    private <T> void write(RowFormat<T> format, List<T> rows) throws Exception {
        WrittenArchive.in(archive).with(format, rows);
    }
}
