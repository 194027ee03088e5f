package ai.finai.state.reading.table;

import ai.finai.state.SnapshotNote;
import java.util.List;

/** Tables of what was in force, which each snapshot says of itself. */
public final class Notes {

    /** The rules of the book in force. */
    public static final Table RULE_BOOK = new Table(
            "rule_book",
            "The rules in force at the snapshot, in the rule book's order.",
            List.of(
                    Column.of("rule_id", ColumnType.TEXT, "As the rule book names it."),
                    Column.of("kind", ColumnType.TEXT, "What it looks for."),
                    Column.of("rule_version", ColumnType.INTEGER, "Its version."),
                    Column.of("severity", ColumnType.TEXT, "Of its alerts."),
                    Column.of(
                            "window_seconds",
                            ColumnType.REAL,
                            "How long a match can go on from its first posting, in event time; NULL where a rule has no"
                                    + " window."),
                    Column.of("rule_book", ColumnType.TEXT, "sha256 of the rule book's file.")));

    /** The models in force. */
    public static final Table MODELS = new Table(
            "models",
            "The models in force at the snapshot.",
            List.of(
                    Column.of("role", ColumnType.TEXT, "champion, challenger, forecaster or sentiment."),
                    Column.of("name", ColumnType.TEXT, "The model's name."),
                    Column.of("version", ColumnType.TEXT, "Its version."),
                    Column.of("sha256", ColumnType.TEXT, "Of its file.")));

    private Notes() {}

    public static void rules(SnapshotNote note, RowOut out) {
        for (SnapshotNote.Rule rule : note.rules()) {
            out.text(rule.id())
                    .text(rule.kind())
                    .integer(rule.version())
                    .text(rule.severity())
                    .real(rule.window() == SnapshotNote.NO_WINDOW ? Double.NaN : rule.window() / 1e3)
                    .text(note.ruleBook())
                    .end();
        }
    }

    public static void models(SnapshotNote note, RowOut out) {
        for (SnapshotNote.Model model : note.models()) {
            out.text(model.role())
                    .text(model.name().name())
                    .text(model.name().version())
                    .text(model.name().sha256())
                    .end();
        }
    }
}
