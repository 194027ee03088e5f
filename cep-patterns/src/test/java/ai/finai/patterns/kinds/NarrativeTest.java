package ai.finai.patterns.kinds;

import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Alert.Fact;
import ai.finai.events.Money;
import ai.finai.events.Posting;
import ai.finai.events.fixtures.Payment;
import ai.finai.patterns.Fraction;
import ai.finai.patterns.Match;
import ai.finai.patterns.Narrative;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NarrativeTest {

    private static final Structuring STRUCTURING =
            new Structuring(Money.of("10000", "USD"), Fraction.parse("0.8"), 3, Duration.ofDays(7));
    private static final RapidTransfer RAPID =
            new RapidTransfer(Money.of("5000", "USD"), Fraction.parse("0.8"), Duration.ofHours(24));

    @Test
    void depositsOfDifferentAmountsAreTheSampleOfTheHandbook() {
        Narrative narrative = structuring(
                cash("9,500").at("08:00"),
                cash("9,100").at("09:00"),
                cash("9,800").on("2026-01-06").at("15:12"));

        assertThat(narrative.sentence())
                .isEqualTo("3 cash deposits of 9,100.00 to 9,800.00 USD in 31 h 12 min,"
                        + " each under the 10,000.00 USD reporting threshold, 28,400.00 USD in all");
        assertThat(narrative.facts())
                .containsExactly(
                        new Fact("deposits", "3", true),
                        new Fact("smallest", "9100.00", false),
                        new Fact("largest", "9800.00", false),
                        new Fact("total", "28400.00", false),
                        new Fact("currency", "USD", false),
                        new Fact("span", "PT31H12M", false),
                        new Fact("threshold", "10000.00", false));
    }

    @Test
    void aDepositOfTheThresholdItselfIsNotUnderIt() {
        assertThat(structuring(
                                cash("10,000").at("10:00"),
                                cash("10,000").at("10:00").id("b"),
                                cash("10,000").at("10:00").id("c"))
                        .sentence())
                .isEqualTo("3 cash deposits of 10,000.00 USD each at the same moment,"
                        + " none above the 10,000.00 USD reporting threshold, 30,000.00 USD in all");
    }

    @Test
    void otherCurrenciesAreNamed() {
        assertThat(structuring(
                                cash("8,500").in("EUR").worth("9,222.50").at("10:00"),
                                cash("9,000").at("10:00:30"),
                                cash("7,000").in("GBP").worth("9,100").at("10:00:45"))
                        .sentence())
                .isEqualTo("3 cash deposits of 9,000.00 to 9,222.50 USD in 45 s, each under the 10,000.00 USD reporting"
                        + " threshold, 27,322.50 USD in all (paid in EUR, GBP and USD, at the rates of the day)");
    }

    @Test
    void moneyThatPassesThroughIsToldWithItsShare() {
        Narrative narrative = RAPID.narrate(match(
                transfer("25,000").from("B").to("A1").at("10:00").credit(),
                transfer("20,000").from("A1").to("C").at("11:00").debit(),
                transfer("4,000").from("A1").to("D").at("11:30").debit(),
                transfer("100").from("A1").to("E").at("12:05").debit()));

        assertThat(narrative.sentence())
                .isEqualTo("25,000.00 USD came in, and 24,100.00 USD (96.4 % of it) went out again in 3 payments"
                        + " within 2 h 5 min");
        assertThat(narrative.facts())
                .containsExactly(
                        new Fact("credit", "25000.00", false),
                        new Fact("debits", "3", true),
                        new Fact("out", "24100.00", false),
                        new Fact("currency", "USD", false),
                        new Fact("span", "PT2H5M", false),
                        new Fact("outFraction", "0.8", false));
    }

    @Test
    void onePaymentIsSingularAndSharesAreNotRoundedUp() {
        assertThat(RAPID.narrate(match(
                                transfer("9,000").from("B").to("A1").at("10:00").credit(),
                                transfer("8,999.99")
                                        .from("A1")
                                        .to("C")
                                        .at("10:00")
                                        .id("z")
                                        .debit()))
                        .sentence())
                .isEqualTo("9,000.00 USD came in, and 8,999.99 USD (99.9 % of it) went out again in 1 payment"
                        + " at the same moment");
    }

    @Test
    void aSentenceIsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            depositsOfDifferentAmountsAreTheSampleOfTheHandbook();
            moneyThatPassesThroughIsToldWithItsShare();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void currenciesWithoutDecimalsHaveNone() {
        Figures figures = new Figures(List.of(cash("1").into("A1").credit()), "JPY");
        assertThat(figures.amount(1_234_567)).isEqualTo("1,234,567 JPY");
        assertThat(figures.amount(999)).isEqualTo("999 JPY");
        assertThat(new Figures(List.of(), "KWD").amount(1_234_567)).isEqualTo("1,234.567 KWD");
    }

    private static Narrative structuring(Payment... deposits) {
        return STRUCTURING.narrate(
                match(Arrays.stream(deposits).map(p -> p.into("A1").credit()).toArray(Posting[]::new)));
    }

    private static Match match(Posting... postings) {
        List<Posting> all = new ArrayList<>(List.of(postings));
        return new Match() {
            @Override
            public List<Posting> of(String step) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Posting> postings() {
                return all;
            }
        };
    }
}
