package ai.finai.generator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Direction;
import ai.finai.events.Posting;
import ai.finai.events.RateTable;
import ai.finai.events.Transaction;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import ai.finai.patterns.oracle.Oracle;
import ai.finai.patterns.oracle.Oracle.Evidence;
import ai.finai.patterns.oracle.Oracle.Found;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth that labels claim, held against an independent reading of the rules, with everyday payments around them. */
class LabelsTest {

    /** Another value tries other streams. */
    private static final long SEED = Long.getLong("finai.seed", 0);

    private static final Set<String> RULES = Set.of("structuring-cash", "rapid-transfer");

    @ParameterizedTest
    @CsvSource({"1, 30", "2, 30", "3, 12", "4, 9", "5, 2", "6, 1"})
    void everyEpisodeAlertsAndNoNearMissDoes(long seed, int days) throws Exception {
        Judged judged = judge(Payments.of(GeneratorSettings.of(6_000, days, SEED + seed)
                .withScenarios(GeneratorSettings.parseScenarios("structuring=150,rapid-transfer=150"))));
        assertThat(judged.labels).hasSize(600);
        judged.check();
    }

    @Test
    void thatHoldsAmongTheScenariosWithoutRuleToo() throws Exception {
        Judged judged = judge(Payments.of(GeneratorSettings.of(8_000, 30, SEED + 9)
                .withScenarios(GeneratorSettings.parseScenarios("all=10,structuring=120,rapid-transfer=120"))));
        assertThat(judged.labels).hasSize(2 * (240 + 60));
        judged.check();
    }

    @Test
    void thatHoldsAcrossTheRoundsOfAnEndlessStream() throws Exception {
        Payments endless = Payments.endless(GeneratorSettings.of(6_000, 3, SEED + 7)
                .withScenarios(GeneratorSettings.parseScenarios("structuring=60,rapid-transfer=60")));
        Judged judged = judge(endless, (GeneratorSettings.DEFAULT_START.toEpochDay() + 16) * 86_400_000L);
        assertThat(judged.labels).hasSizeGreaterThanOrEqualTo(5 * 240);
        judged.check();
    }

    /** Honest false alarms are there, as in life, and do not drown the rest. */
    @Test
    void falseAlarmsAreFew() throws Exception {
        Judged judged = judge(Payments.of(GeneratorSettings.of(8_000, 30, SEED + 8)));
        System.out.println(judged.alerts.stream().collect(Collectors.groupingBy(Found::ruleId, Collectors.counting())));
        assertThat(judged.alerts.size()).isBetween(3, 60);
    }

    private record Judged(List<Label> labels, List<Found> alerts) {

        void check() {
            for (Label label : labels) {
                if (!label.scenario().hasRule()) {
                    continue;
                }
                Set<String> ids = new HashSet<>(label.transactionIds());
                Set<String> touching = new HashSet<>();
                Set<String> within = new HashSet<>();
                for (Found alert : alerts) {
                    if (alert.account().equals(label.account())) {
                        Set<String> evidence = alert.evidence().stream()
                                .map(Evidence::transactionId)
                                .collect(Collectors.toSet());
                        if (evidence.stream().anyMatch(ids::contains)) {
                            touching.add(alert.ruleId());
                        }
                        if (ids.containsAll(evidence)) {
                            within.add(alert.ruleId());
                        }
                    }
                }
                String rule = label.scenario() == Scenario.STRUCTURING ? "structuring-cash" : "rapid-transfer";
                Set<String> expected = label.expected() ? Set.of(rule) : Set.of();
                assertThat(touching).as("alerts that touch %s", label).isEqualTo(expected);
                assertThat(within).as("alerts on nothing but %s", label).isEqualTo(expected);
            }
        }
    }

    private static Judged judge(Payments payments) throws Exception {
        return judge(payments, Long.MAX_VALUE);
    }

    private static Judged judge(Payments payments, long until) throws Exception {
        RateTable rates = RateTable.read(Path.of(System.getProperty("finai.root"), "src/config/rates.csv"), "USD");
        List<Posting> postings = new ArrayList<>();
        while (payments.hasNext()) {
            Transaction t = payments.next();
            if (t.eventTime() >= until) {
                break;
            }
            long base = rates.toBase(t.amount(), t.currency(), t.eventTime());
            if (t.creditorAccount() != null) {
                postings.add(side(t, Direction.CREDIT, t.creditorAccount(), t.debtorAccount(), base));
            }
            if (t.debtorAccount() != null) {
                postings.add(side(t, Direction.DEBIT, t.debtorAccount(), t.creditorAccount(), base));
            }
        }
        return new Judged(payments.labels(), Oracle.alerts(defaults(), postings));
    }

    private static Posting side(Transaction t, Direction direction, String account, String counterparty, long base) {
        return new Posting(
                account,
                direction,
                counterparty,
                t.amount(),
                t.currency(),
                base,
                t.channel(),
                t.creditorCountry(),
                t.debtorCountry(),
                t.eventTime(),
                t.transactionId(),
                t.origin());
    }

    private static RuleBook defaults() {
        RuleBook shipped = RuleBookReader.shipped();
        List<Rule> rules =
                shipped.rules().stream().filter(r -> RULES.contains(r.id())).toList();
        assertThat(rules).hasSize(2);
        return new RuleBook(shipped.baseCurrency(), rules, shipped.sha256());
    }
}
