package ai.finai.state.reading.table;

import java.util.ArrayList;
import java.util.List;

/** Every table. Nobody writes their DDL: it comes from here. */
public final class Catalogue {

    /** Raised when a table changes: what was read by another release is read again. */
    public static final int FORMAT = 2;

    private static final List<KeyedTable<?>> AML = List.of(new AccountProfiles(), new OpenPatterns(), new LastAlerts());
    private static final List<KeyedTable<?>> MARKET = List.of(new SymbolTable());

    private Catalogue() {}

    /** All tables of a job; none of another's. */
    public static List<Table> tables(Job job) {
        List<Table> all = new ArrayList<>();
        keyed(job).forEach(table -> all.add(table.table()));
        if (job != Job.OTHER) {
            all.add(Notes.RULE_BOOK);
            all.add(Notes.MODELS);
        }
        return all;
    }

    /** Those of them that are made of keyed state. */
    public static List<KeyedTable<?>> keyed(Job job) {
        return switch (job) {
            case AML -> AML;
            case MARKET -> MARKET;
            case OTHER -> List.of();
        };
    }
}
