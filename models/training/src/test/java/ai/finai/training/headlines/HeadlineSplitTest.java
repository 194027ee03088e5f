package ai.finai.training.headlines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.contract.TextContract.Sentiment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeadlineSplitTest {

    private static final List<Headline> HEADLINES = Headlines.of(900, 0, 1);

    @Test
    void everyHeadlineIsInOnePart() {
        HeadlineSplit split = HeadlineSplit.of(HEADLINES, 0.15, 0.2, 1);
        List<Headline> all = new ArrayList<>(split.train());
        all.addAll(split.validation());
        all.addAll(split.test());
        assertThat(all).containsExactlyInAnyOrderElementsOf(HEADLINES);
    }

    @Test
    void eachPartHasItsShareOfEachSentiment() {
        HeadlineSplit split = HeadlineSplit.of(HEADLINES, 0.15, 0.2, 1);
        for (Sentiment sentiment : Sentiment.values()) {
            double all = count(HEADLINES, sentiment);
            // Groups of near duplicates are dealt out whole, so shares are not exact.
            assertThat(count(split.test(), sentiment) / all).isCloseTo(0.2, within(0.06));
            assertThat(count(split.validation(), sentiment) / all).isCloseTo(0.15, within(0.06));
        }
    }

    private static long count(List<Headline> headlines, Sentiment sentiment) {
        return headlines.stream().filter(h -> h.sentiment() == sentiment).count();
    }

    @Test
    void noPartHasANearDuplicateOfAnother() {
        List<Headline> headlines = new ArrayList<>(HEADLINES);
        HEADLINES.forEach(headline -> headlines.add(
                new Headline(headline.text() + " 2", headline.sentiment(), headline.source(), headline.subjects())));
        HeadlineSplit split = HeadlineSplit.of(headlines, 0.15, 0.2, 3);
        int[] groups =
                NearDuplicates.groups(headlines.stream().map(Headline::text).toList());
        List<Set<Integer>> parts = new ArrayList<>();
        for (List<Headline> part : List.of(split.train(), split.validation(), split.test())) {
            Set<Integer> of = new HashSet<>();
            part.forEach(headline -> of.add(groups[headlines.indexOf(headline)]));
            parts.add(of);
        }
        assertThat(parts.get(0)).doesNotContainAnyElementsOf(parts.get(1)).doesNotContainAnyElementsOf(parts.get(2));
        assertThat(parts.get(1)).doesNotContainAnyElementsOf(parts.get(2));
    }

    @Test
    void theSeedDecides() {
        assertThat(HeadlineSplit.of(HEADLINES, 0.15, 0.2, 7)).isEqualTo(HeadlineSplit.of(HEADLINES, 0.15, 0.2, 7));
        assertThat(HeadlineSplit.of(HEADLINES, 0.15, 0.2, 7)).isNotEqualTo(HeadlineSplit.of(HEADLINES, 0.15, 0.2, 8));
    }

    @Test
    void aPartWithoutASentimentIsRefused() {
        List<Headline> few = HEADLINES.subList(0, 4);
        assertThatThrownBy(() -> HeadlineSplit.of(few, 0.2, 0.2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("each part needs some of each sentiment");
        assertThatThrownBy(() -> HeadlineSplit.of(HEADLINES, 0.5, 0.5, 1)).hasMessageContaining("together below 1");
    }
}
