package ai.finai.state.reading.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /** What is to be said of a table that a job's snapshot has not. */
    public static String missing(String name, Job job) {
        for (Job other : Job.values()) {
            if (other != job && names(other).contains(name.toLowerCase(Locale.ROOT))) {
                return name + " is a table of the job " + other.title() + ", and the snapshot is of the job "
                        + job.title() + ": say --job " + other.title() + ", or name a snapshot of that job";
            }
        }
        return "no table " + name + "; there are: " + String.join(", ", names(job));
    }

    private static List<String> names(Job job) {
        return tables(job).stream().map(Table::name).toList();
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
