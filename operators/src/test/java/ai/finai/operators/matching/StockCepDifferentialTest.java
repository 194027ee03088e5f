package ai.finai.operators.matching;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Posting;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.oracle.RandomPayments;
import ai.finai.state.PostingSerializer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.cep.pattern.GroupPattern;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The matcher's matches, before any is consumed, against those of Flink's CEP operator without skipping. Where the
 * automaton finds fewer by design, {@link Shape.Finds} says which, and the tests named after the differences show one.
 */
class StockCepDifferentialTest {

    private static final int STREAMS = 60;

    private final long firstSeed = RandomPayments.seeded().seed();

    /** A posting of a match and the step that took it. */
    private record Taken(Posting posting, int step) {}

    /** A match as {@code posting:step} in order, so that both sides can be compared. */
    private record Found(List<Taken> taken) {

        /** Earliest last posting; then no posting passed over that could be taken; then the furthest step. */
        static final Comparator<Found> FIRST = (left, right) -> {
            int last = Posting.ORDER.compare(left.last(), right.last());
            for (int i = 0; last == 0 && i < Math.min(left.taken.size(), right.taken.size()); i++) {
                last = Posting.ORDER.compare(
                        left.taken.get(i).posting(), right.taken.get(i).posting());
                if (last == 0) {
                    last = Integer.compare(
                            right.taken.get(i).step(), left.taken.get(i).step());
                }
            }
            return last;
        };

        Posting first() {
            return taken.get(0).posting();
        }

        Posting last() {
            return taken.get(taken.size() - 1).posting();
        }

        static Found of(List<String> steps, java.util.function.Function<String, Collection<Posting>> bySteps) {
            List<Taken> taken = new ArrayList<>();
            for (int step = 0; step < steps.size(); step++) {
                for (Posting posting : bySteps.apply(steps.get(step))) {
                    taken.add(new Taken(posting, step));
                }
            }
            taken.sort(Comparator.comparing(Taken::posting, Posting.ORDER).thenComparing(Taken::step));
            return new Found(taken);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            taken.forEach(t -> text.append(t.posting().channel())
                    .append(t.posting().origin().offset())
                    .append(':')
                    .append(t.step())
                    .append(' '));
            return text.toString().trim();
        }
    }

    private static List<String> steps(Pattern<Posting, ?> pattern) {
        List<String> names = new ArrayList<>();
        for (Pattern<?, ?> step = pattern; step != null; step = step.getPrevious()) {
            if (step instanceof GroupPattern<?, ?> group) {
                for (Pattern<?, ?> inner = group.getRawPattern(); inner != null; inner = inner.getPrevious()) {
                    names.add(0, inner.getName());
                }
            } else {
                names.add(0, step.getName());
            }
        }
        return names;
    }

    private static List<Found> stock(Pattern<Posting, ?> pattern, List<Posting> postings) throws Exception {
        List<Found> found = new ArrayList<>();
        List<String> steps = steps(pattern);
        PatternProcessFunction<Posting, String> collect = new PatternProcessFunction<>() {
            @Override
            public void processMatch(Map<String, List<Posting>> match, Context context, Collector<String> out) {
                List<String> ids = new ArrayList<>();
                match.forEach((step, taken) -> taken.forEach(
                        p -> ids.add(steps.indexOf(step) + "@" + p.origin().offset())));
                out.collect(String.join(" ", ids));
            }
        };
        CepOperator<Posting, String, String> operator = new CepOperator<>(
                new PostingSerializer(),
                false,
                NFACompiler.compileFactory(pattern, false),
                null,
                AfterMatchSkipStrategy.noSkip(),
                collect,
                null);
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, Posting::account, Types.STRING)) {
            harness.setup(Types.STRING.createSerializer(
                    new org.apache.flink.api.common.serialization.SerializerConfigImpl()));
            harness.open();
            for (Posting posting : postings) {
                harness.processElement(new StreamRecord<>(posting, posting.eventTime()));
            }
            harness.processWatermark(new Watermark(Long.MAX_VALUE));
            for (String text : harness.extractOutputValues()) {
                Map<String, List<Posting>> bySteps = new TreeMap<>();
                for (String part : text.split(" ")) {
                    String[] stepAndPosting = part.split("@");
                    bySteps.computeIfAbsent(steps.get(Integer.parseInt(stepAndPosting[0])), s -> new ArrayList<>())
                            .add(postings.get(Integer.parseInt(stepAndPosting[1])));
                }
                found.add(Found.of(steps, step -> bySteps.getOrDefault(step, List.of())));
            }
        }
        return found;
    }

    private static List<Found> ours(Pattern<Posting, ?> pattern, List<Posting> postings, boolean throughBytes) {
        RuleBook book = PatternRule.book(PatternRule.rule("rule", 1, pattern));
        List<String> steps = steps(pattern);
        List<Found> found = new ArrayList<>();
        WatchedAccounts accounts = new WatchedAccounts(new RuleMatcher(book, false))
                .listening((rule, match) -> found.add(Found.of(steps, match::of)));
        (throughBytes ? accounts.throughBytes() : accounts).watch(postings);
        assertThat(accounts.dropped()).isEmpty();
        return found;
    }

    private static List<Found> firstOfEachStart(List<Found> all) {
        Map<Posting, Found> first = new TreeMap<>(Posting.ORDER);
        for (Found match : all) {
            first.merge(match.first(), match, (a, b) -> Found.FIRST.compare(a, b) <= 0 ? a : b);
        }
        return List.copyOf(first.values());
    }

    @ParameterizedTest
    @EnumSource
    void randomStreamsMatchAsFlinkDoes(Shape shape) throws Exception {
        int matches = 0;
        for (int i = 0; i < STREAMS; i++) {
            SplittableRandom random = new SplittableRandom(firstSeed + i);
            List<Posting> postings = Letters.random(random, 6 + random.nextInt(16));
            String seed = shape + " -Dfinai.seed=" + (firstSeed + i);
            List<Found> stock = stock(shape.pattern(), postings);
            List<Found> ours = ours(shape.pattern(), postings, i % 2 == 0);
            matches += ours.size();
            switch (shape.finds) {
                case ALL, ALL_ON_NFA -> assertThat(ours).as(seed).containsExactlyInAnyOrderElementsOf(stock);
                case FIRST_OF_EACH_START ->
                    assertThat(ours).as(seed).containsExactlyInAnyOrderElementsOf(firstOfEachStart(stock));
                case SOME -> {
                    assertThat(ours).as(seed).isSubsetOf(stock);
                    assertThat(ours.stream().map(Found::first)).as(seed).doesNotHaveDuplicates();
                }
            }
        }
        assertThat(matches).as("the streams try the shape").isGreaterThan(0);
    }

    @ParameterizedTest
    @EnumSource
    void theAutomatonRunsWhatItCan(Shape shape) {
        RuleMatcher matcher = new RuleMatcher(PatternRule.book(PatternRule.rule("rule", 1, shape.pattern())));
        assertThat(matcher.explanations().get("rule"))
                .startsWith(shape.finds == Shape.Finds.ALL_ON_NFA ? "Flink's NFA, because " : "automaton");
    }

    @Test
    void thereAreAtLeastThirtyShapes() {
        assertThat(Shape.values()).hasSizeGreaterThanOrEqualTo(30);
    }

    private static List<String> texts(List<Found> found) {
        return found.stream().map(Found::toString).sorted().toList();
    }

    /** Difference 1. Flink gives a match for each way to end the loop; the automaton the one that is complete first. */
    @Test
    void oneMatchForEachPostingThatBeginsOne() throws Exception {
        List<Posting> postings = Letters.of("aaa");
        assertThat(texts(stock(Shape.SOME_A.pattern(), postings)))
                .containsExactly("a0:0", "a0:0 a1:0", "a0:0 a1:0 a2:0", "a1:0", "a1:0 a2:0", "a2:0");
        assertThat(texts(ours(Shape.SOME_A.pattern(), postings, false))).containsExactly("a0:0", "a1:0", "a2:0");
    }

    /** Difference 1 too. What is not required at the end is not waited for. */
    @Test
    void aMatchIsCompleteAsSoonAsNothingMoreIsRequired() throws Exception {
        List<Posting> postings = Letters.of("abc");
        assertThat(texts(stock(Shape.A_B_MAYBE_C.pattern(), postings))).containsExactly("a0:0 b1:1", "a0:0 b1:1 c2:2");
        assertThat(texts(ours(Shape.A_B_MAYBE_C.pattern(), postings, false))).containsExactly("a0:0 b1:1");
    }

    /** Difference 2. Of several steps that could take a posting, Flink tries all, the automaton the furthest. */
    @Test
    void theFurthestStepTakesAPosting() throws Exception {
        List<Posting> postings = Letters.of("abb");
        assertThat(texts(stock(Shape.OVERLAPPING.pattern(), postings))).contains("a0:0 b1:1", "a0:0 b1:0 b2:1");
        assertThat(texts(ours(Shape.OVERLAPPING.pattern(), postings, false)))
                .contains("a0:0 b1:1")
                .doesNotContain("a0:0 b1:0 b2:1");
    }

    /** Difference 3. The step once taken is not taken back, even where that leads nowhere. */
    @Test
    void thereIsNoBranching() throws Exception {
        Pattern<Posting, ?> pattern = Pattern.<Posting>begin("a")
                .where(Letters.is("a"))
                .followedBy("b")
                .where(Letters.is("b"))
                .oneOrMore()
                .followedBy("c")
                .where(Letters.is("bc"))
                .followedBy("d")
                .where(Letters.is("d"))
                .where(Letters.iff((posting, context) -> {
                    int count = 0;
                    for (Posting ignored : context.getEventsForPattern("b")) {
                        count++;
                    }
                    return count >= 2;
                }))
                .within(java.time.Duration.ofMillis(20));
        List<Posting> postings = Letters.of("abbcd");
        assertThat(texts(stock(pattern, postings))).contains("a0:0 b1:1 b2:1 c3:2 d4:3");
        assertThat(texts(ours(pattern, postings, false))).isEmpty();
    }

    /** Difference 3 too: a block of fixed size that may be left out, but not left in the middle. */
    @Test
    void aBlockThatHasBegunIsFinished() throws Exception {
        List<Posting> postings = Letters.of("abc");
        assertThat(texts(stock(Shape.MAYBE_B2_C.pattern(), postings))).containsExactly("a0:0 c2:2");
        assertThat(texts(ours(Shape.MAYBE_B2_C.pattern(), postings, false))).isEmpty();
    }
}
