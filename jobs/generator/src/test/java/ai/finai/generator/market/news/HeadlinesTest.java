package ai.finai.generator.market.news;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.generator.Randomness;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeadlinesTest {

    private static final long SEED = Long.getLong("finai.seed", System.nanoTime());

    @Test
    void everyNameInTheGrammarIsARuleOrAWordThatIsGiven() {
        Set<String> given = Set.of("company", "name", "ticker", "other", "move", "place", "house", "ratio");
        for (String name : Headlines.GRAMMAR.references()) {
            assertThat(Headlines.GRAMMAR.has(name) || given.contains(name) || name.startsWith("sector-"))
                    .as(name)
                    .isTrue();
        }
        for (Sector sector : Sector.values()) {
            for (String mood : List.of("positive", "negative", "neutral")) {
                assertThat(Headlines.GRAMMAR.has(sector.code() + '-' + mood)).isTrue();
            }
        }
    }

    @Test
    void headlinesAreOfManyKindsAndWhole() {
        System.out.println("-Dfinai.seed=" + SEED);
        List<Company> companies = Companies.of(50, SEED);
        Headlines headlines = new Headlines(companies);
        Randomness random = new Randomness().reseed(SEED, 0, 0);
        Set<String> distinct = new HashSet<>();
        int written = 0;
        for (int i = 0; i < 1_000; i++) {
            Company company = companies.get(i % companies.size());
            for (Headlines.Written one : List.of(
                    headlines.before(company, Mood.POSITIVE, random),
                    headlines.after(company, -0.12, random),
                    headlines.idle(company, Mood.values()[i % 3], random),
                    headlines.split(company, i % 2 == 0 ? 4 : 0.1, random))) {
                written++;
                distinct.add(one.headline());
                assertThat(one.headline())
                        .doesNotContain("{", "}", "null", "  ")
                        .hasSizeBetween(15, 160);
                if (one.other() != null) {
                    assertThat(one.headline()).contains(one.other().shortName());
                }
            }
        }
        assertThat(distinct).hasSizeGreaterThan(written * 6 / 10);
    }

    @Test
    void companiesHaveTickersAndNamesOfTheirOwn() {
        List<Company> companies = Companies.of(10_000, SEED);
        assertThat(companies.stream().map(Company::ticker).distinct()).hasSize(10_000);
        assertThat(companies.stream().map(Company::shortName).distinct()).hasSize(10_000);
        assertThat(companies).allMatch(company -> company.ticker().matches("[A-Z]{4}"));
        assertThat(companies).isSortedAccordingTo((a, b) -> a.ticker().compareTo(b.ticker()));
    }

    @Test
    void inAMarketOfOneCompanyThereIsStillNews() {
        List<Company> one = Companies.of(1, 5);
        Headlines headlines = new Headlines(one);
        Randomness random = new Randomness().reseed(SEED, 0, 0);
        for (int i = 0; i < 500; i++) {
            assertThat(headlines.idle(one.get(0), Mood.NEGATIVE, random).other())
                    .isNull();
        }
    }
}
