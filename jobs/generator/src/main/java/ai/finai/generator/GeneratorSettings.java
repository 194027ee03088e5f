package ai.finai.generator;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What to generate. Equal settings give equal payments, byte for byte, on every machine.
 *
 * @param accounts of the bank's customers, {@value #MIN_ACCOUNTS} to {@value #MAX_ACCOUNTS}; their counterparties at other
 *     banks (employers, big merchants, beneficiaries abroad) come on top
 * @param days of event time, 1 to {@value #MAX_DAYS}; an endless stream repeats the scenarios every that many days
 * @param start the first day, in UTC
 * @param scenarios how many episodes of each; as many near misses of each are added. Some need {@link Scenario#leastDays} of
 *     days
 */
public record GeneratorSettings(int accounts, int days, long seed, LocalDate start, Map<Scenario, Integer> scenarios) {

    public static final int MIN_ACCOUNTS = 100;
    public static final int MAX_ACCOUNTS = 10_000_000;
    public static final int MAX_DAYS = 3660;

    /** A Monday. */
    public static final LocalDate DEFAULT_START = LocalDate.of(2026, 1, 5);

    /** Instead of a scenario's name: all of them. */
    private static final String ALL = "all";

    /** Episodes and near misses each have an account of their own: at most one account in this many is given to them. */
    static final int ACCOUNTS_PER_LABEL = 10;

    /** @throws IllegalArgumentException if a value is out of its range; the message says which, and what would do */
    public GeneratorSettings {
        inRange("accounts", accounts, MIN_ACCOUNTS, MAX_ACCOUNTS);
        inRange("days", days, 1, MAX_DAYS);
        if (start.getYear() < 1971 || start.getYear() > 9900) {
            throw new IllegalArgumentException("start is " + start + "; it must lie in the years 1971 to 9900");
        }
        Map<Scenario, Integer> copy = new EnumMap<>(Scenario.class);
        long labels = 0;
        for (Map.Entry<Scenario, Integer> entry : scenarios.entrySet()) {
            inRange("scenarios: " + entry.getKey().code(), entry.getValue(), 0, Integer.MAX_VALUE);
            if (entry.getValue() > 0 && days < entry.getKey().leastDays()) {
                throw new IllegalArgumentException(
                        "scenarios: " + entry.getKey().code() + " takes "
                                + entry.getKey().leastDays() + " days or more; days is " + days);
            }
            copy.put(entry.getKey(), entry.getValue());
            labels += 2L * entry.getValue();
        }
        if (labels > accounts / ACCOUNTS_PER_LABEL) {
            throw new IllegalArgumentException("scenarios: " + labels
                    + " episodes and near misses do not fit into " + accounts + " accounts; at most "
                    + accounts / ACCOUNTS_PER_LABEL + " do (half of them near misses), or take "
                    + labels * ACCOUNTS_PER_LABEL + " accounts");
        }
        scenarios = Collections.unmodifiableMap(copy);
    }

    /** From {@link #DEFAULT_START}, without scenarios. */
    public static GeneratorSettings of(int accounts, int days, long seed) {
        return new GeneratorSettings(accounts, days, seed, DEFAULT_START, Map.of());
    }

    public GeneratorSettings withStart(LocalDate first) {
        return new GeneratorSettings(accounts, days, seed, first, scenarios);
    }

    public GeneratorSettings withScenarios(Map<Scenario, Integer> counts) {
        return new GeneratorSettings(accounts, days, seed, start, counts);
    }

    /** How many episodes of a scenario there are; as many near misses. */
    public int episodes(Scenario scenario) {
        return scenarios.getOrDefault(scenario, 0);
    }

    /** Whether there is one without a rule, which is told from ordinary life only by what comes together. */
    boolean beyondRules() {
        return scenarios.entrySet().stream()
                .anyMatch(entry -> entry.getValue() > 0 && !entry.getKey().hasRule());
    }

    /**
     * Reads {@code structuring=20,rapid-transfer=20}; {@code all=20} is so many of every scenario that is not named; an empty
     * text is none.
     *
     * @throws IllegalArgumentException if it is not of that form; the message says what is wrong and what would do
     */
    public static Map<Scenario, Integer> parseScenarios(String text) {
        Map<Scenario, Integer> counts = new EnumMap<>(Scenario.class);
        if (text.isBlank()) {
            return counts;
        }
        OptionalInt ofAll = OptionalInt.empty();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("scenarios: '" + part.strip()
                        + "' is not NAME=COUNT, for example structuring=20,rapid-transfer=20");
            }
            String name = part.substring(0, equals).strip();
            int count = parseCount(name, part.substring(equals + 1).strip());
            boolean again;
            if (name.equals(ALL)) {
                again = ofAll.isPresent();
                ofAll = OptionalInt.of(count);
            } else {
                again = counts.put(Scenario.of(name), count) != null;
            }
            if (again) {
                throw new IllegalArgumentException("scenarios: " + name + " is there twice");
            }
        }
        for (Scenario scenario : ofAll.isPresent() ? Scenario.values() : new Scenario[0]) {
            counts.putIfAbsent(scenario, ofAll.getAsInt());
        }
        return counts;
    }

    private static int parseCount(String name, String count) {
        try {
            return Integer.parseInt(count);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("scenarios: '" + count + "' of " + name + " is not a whole number", e);
        }
    }

    private static void inRange(String name, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + from + " to " + to);
        }
    }
}
