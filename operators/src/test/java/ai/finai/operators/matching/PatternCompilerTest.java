package ai.finai.operators.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Posting;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.pattern.conditions.RichIterativeCondition;
import org.junit.jupiter.api.Test;

class PatternCompilerTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static RuleMatcher matcher(Pattern<Posting, ?> pattern) {
        return new RuleMatcher(PatternRule.book(PatternRule.rule("my-rule", 1, pattern)));
    }

    private static void assertRefused(Pattern<Posting, ?> pattern, String... words) {
        assertThatThrownBy(() -> matcher(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rule 'my-rule': ")
                .hasMessageContainingAll(words);
    }

    @Test
    void itSaysWhatNeedsFlinksNfa() {
        assertThat(Map.of(
                        Shape.A_NEXT_B, "step 'b' must be next",
                        Shape.A3_CONSECUTIVE, "step 'a' is consecutive",
                        Shape.A_ANY_B, "step 'b' follows any",
                        Shape.A_COMBINATIONS, "step 'b' allows combinations",
                        Shape.A_GREEDY_B, "step 'a' is greedy",
                        Shape.A_UNTIL_C, "step 'b' has an until condition",
                        Shape.A_NOT_B_C, "step 'b' is negative",
                        Shape.MAYBE_A_B, "step 'a' is the first and optional",
                        Shape.GROUP2, "it groups steps",
                        Shape.A3_SOON, "step 'a' has a window from one posting to the next"))
                .allSatisfy(
                        (shape, reason) -> assertThat(matcher(shape.pattern()).explanations())
                                .containsExactly(Map.entry("my-rule", "Flink's NFA, because " + reason)));
    }

    @Test
    void aPatternThatEndsWithTimePassingIsRefused() {
        assertRefused(
                Pattern.<Posting>begin("a").notFollowedBy("b").within(MINUTE),
                "negative step 'b'",
                "let a positive step follow");
    }

    @Test
    void aPatternThatNothingEndsIsRefused() {
        assertRefused(Pattern.<Posting>begin("a").followedBy("b"), "kept for ever", "within(duration)");
        assertRefused(
                Pattern.<Posting>begin("a").oneOrMore().followedBy("b").within(MINUTE, WithinType.PREVIOUS_AND_CURRENT),
                "kept for ever");
    }

    @Test
    void aSkipStrategyIsRefused() {
        assertRefused(
                Pattern.<Posting>begin("a", AfterMatchSkipStrategy.skipPastLastEvent())
                        .followedBy("b")
                        .within(MINUTE),
                "skip strategy",
                "AfterMatchSkipStrategy.noSkip()");
    }

    @Test
    void aPatternThatNothingFulfilsOrThatIsMalformedIsRefused() {
        assertRefused(Pattern.<Posting>begin("a").optional().within(MINUTE), "no posting at all");
        assertRefused(Pattern.<Posting>begin("a").followedBy("a").within(MINUTE), "malformed", "a");
    }

    @Test
    void aPatternThatNeedsMoreThanIsHeldIsRefused() {
        assertRefused(Pattern.<Posting>begin("a").times(1_001).within(MINUTE), "1001 postings", "1000");
    }

    @Test
    void aConditionThatWantsARuntimeContextIsRefused() {
        assertRefused(
                Pattern.<Posting>begin("a")
                        .where(Letters.is("a"))
                        .where(new RichIterativeCondition<>() {
                            @Override
                            public boolean filter(Posting posting, Context<Posting> context) {
                                return true;
                            }
                        })
                        .within(MINUTE),
                "step 'a'",
                "runtime context",
                "IterativeCondition");
    }

    /** Each of Flink's shared buffers starts a timer's thread, which would keep a JVM alive. */
    @Test
    void noThreadIsLeftRunning() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            matcher(Shape.A_NEXT_B.pattern());
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (timers() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(timers()).isZero();
    }

    private static int timers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().startsWith("Timer-"))
                .collect(Collectors.toSet())
                .size();
    }
}
