package ai.finai.bench;

import ai.finai.events.Alert;
import ai.finai.events.Posting;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.matching.DropReason;
import ai.finai.operators.matching.Matches;
import ai.finai.operators.matching.RuleMatcher;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.Match;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.state.MatchState;
import ai.finai.state.MatchStateSerializer;
import ai.finai.state.PostingSerializer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The ways to match rules that are compared: each is a graph behind the same source. */
enum RuleEngine implements RuleMatchingRun.Graph {
    /** Source and keyBy, no rule: what every other has to pay too. */
    BARE("bare pipeline") {
        @Override
        public void define(DataStream<Posting> postings, RuleBook book) {
            keyed(postings).transform("count", Types.LONG, new Counting()).sinkTo(new DiscardingSink<>());
        }
    },

    /** The rule matcher in an operator that does nothing else than order, match and clean up. */
    MATCHER("rule matcher") {
        @Override
        public void define(DataStream<Posting> postings, RuleBook book) {
            keyed(postings).transform("match", Types.LONG, new Matching(book)).sinkTo(new DiscardingSink<>());
        }
    },

    /** The product's operator without profiles: late postings, alerts with narrative and evidence, every posting passed on. */
    ACCOUNT_OPERATOR("account operator") {
        @Override
        public void define(DataStream<Posting> postings, RuleBook book) {
            WatchAccounts watched = watch(
                    postings,
                    WatchAccounts.Config.of(book, "0".repeat(64), "bench", "bench")
                            .profiles(false));
            watched.alerts().process(new CountingAlerts()).returns(Types.LONG).sinkTo(new DiscardingSink<>());
            watched.postings().sinkTo(new DiscardingSink<>());
        }
    },

    /** Flink's own CEP operator, one a rule, each behind a filter of what concerns it. */
    STOCK_CEP("Flink CEP") {
        @Override
        public void define(DataStream<Posting> postings, RuleBook book) {
            RuleMatcherFilter concerned = new RuleMatcherFilter(book);
            DataStream<Posting> some = postings.filter(concerned);
            for (int i = 0; i < book.rules().size(); i++) {
                Rule rule = book.rules().get(i);
                KeyedStream<Posting, String> ofRule = keyed(some.filter(rule::concerns));
                ofRule.transform(
                                rule.id(),
                                Types.LONG,
                                new CepOperator<>(
                                        new PostingSerializer(),
                                        false,
                                        NFACompiler.compileFactory(rule.kind().pattern(), false),
                                        null,
                                        AfterMatchSkipStrategy.skipPastLastEvent(),
                                        new CountingMatches(i),
                                        null))
                        .sinkTo(new DiscardingSink<>());
            }
        }
    };

    final String title;

    RuleEngine(String title) {
        this.title = title;
    }

    @Override
    public abstract void define(DataStream<Posting> postings, RuleBook book);

    /** The account stage, to which nobody sends orders. */
    static WatchAccounts watch(DataStream<Posting> postings, WatchAccounts.Config config) {
        DataStream<ControlMessage> silent = postings.getExecutionEnvironment()
                .fromSequence(0, 0)
                .filter(n -> false)
                .map(n -> ControlMessage.ruleBook(new byte[1]))
                .returns(EventTypes.CONTROL_MESSAGE);
        return WatchAccounts.of(postings, silent, config);
    }

    private static KeyedStream<Posting, String> keyed(DataStream<Posting> postings) {
        return postings.keyBy(Posting::account, EventTypes.KEY);
    }

    /** Keeps what some rule concerns, by the index that the matcher has. */
    private static final class RuleMatcherFilter implements FilterFunction<Posting> {

        private static final long serialVersionUID = 1;

        private final RuleBook book;
        private transient RuleMatcher matcher;

        @SuppressWarnings("NullAway.Init") // made where it runs, as it does not travel
        RuleMatcherFilter(RuleBook book) {
            this.book = book;
        }

        @Override
        public boolean filter(Posting posting) {
            if (matcher == null) {
                matcher = new RuleMatcher(book);
            }
            return matcher.concerns(posting);
        }
    }

    /** Does nothing with a posting. */
    private static final class Counting extends AbstractStreamOperator<Long>
            implements OneInputStreamOperator<Posting, Long> {

        private static final long serialVersionUID = 1;

        private long credits;

        @Override
        public void processElement(StreamRecord<Posting> element) {
            credits += element.getValue().direction().ordinal();
        }

        @Override
        public void finish() throws Exception {
            output.collect(new StreamRecord<>(credits));
            Measured.end();
        }
    }

    private static final class Matching extends AbstractStreamOperator<Long>
            implements OneInputStreamOperator<Posting, Long>, Triggerable<String, VoidNamespace>, Matches {

        private static final long serialVersionUID = 1;

        private final RuleBook book;
        private transient RuleMatcher matcher;
        private transient ArrayDeque<Posting> waiting;
        private transient ValueState<MatchState> states;
        private transient InternalTimerService<VoidNamespace> timers;
        private transient Map<String, Integer> numbers;
        private long watermark = Long.MIN_VALUE;

        @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
        Matching(RuleBook book) {
            this.book = book;
        }

        @Override
        public void open() throws Exception {
            super.open();
            matcher = new RuleMatcher(book);
            waiting = new ArrayDeque<>();
            states = getPartitionedState(new ValueStateDescriptor<>("matches", new MatchStateSerializer()));
            timers = getInternalTimerService("clean-up", VoidNamespaceSerializer.INSTANCE, this);
            numbers = Measured.numbers(book);
        }

        /** A posting finds its account when its turn comes. */
        @Override
        @SuppressWarnings("rawtypes")
        public void setKeyContextElement1(StreamRecord element) {}

        /** The stream is in order, so a queue is the order in which postings wait. */
        @Override
        public void processElement(StreamRecord<Posting> element) {
            Posting posting = element.getValue();
            if (matcher.concerns(posting)) {
                waiting.add(posting);
            }
        }

        @Override
        public void processWatermark(Watermark mark) throws Exception {
            watermark = mark.getTimestamp();
            for (Posting next = waiting.peek(); next != null && next.eventTime() <= watermark; next = waiting.peek()) {
                waiting.remove();
                match(next);
            }
            super.processWatermark(mark);
        }

        private void match(Posting posting) throws Exception {
            setCurrentKey(posting.account());
            MatchState before = states.value();
            long timer = before == null ? MatchState.NO_TIMER : before.cleanUpTimer();
            MatchState after = matcher.advance(before, posting, this);
            if (matcher.changed()) {
                keep(after, timer);
            }
        }

        private void keep(@Nullable MatchState state, long timer) throws Exception {
            if (state == null) {
                states.clear();
                if (timer != MatchState.NO_TIMER) {
                    timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, timer);
                }
                return;
            }
            if (timer == MatchState.NO_TIMER) {
                timers.registerEventTimeTimer(VoidNamespace.INSTANCE, state.expiry());
                state.cleanUpTimer(state.expiry());
            }
            states.update(state);
        }

        @Override
        public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
            MatchState state = states.value();
            if (state != null && state.cleanUpTimer() == timer.getTimestamp()) {
                state.cleanUpTimer(MatchState.NO_TIMER);
                keep(matcher.expire(state, watermark), MatchState.NO_TIMER);
            }
        }

        @Override
        public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {}

        @Override
        public void matched(Rule rule, Match match) {
            Measured.match(numbers.getOrDefault(rule.id(), 0), match.postings());
        }

        @Override
        public void dropped(Rule rule, DropReason reason, int partialMatches) {
            throw new IllegalStateException("the stream of the benchmark reaches a limit: " + reason);
        }

        @Override
        public void finish() throws Exception {
            super.finish();
            Measured.end();
        }
    }

    private static final class CountingMatches extends PatternProcessFunction<Posting, Long> {

        private static final long serialVersionUID = 1;

        private final int rule;

        CountingMatches(int rule) {
            this.rule = rule;
        }

        @Override
        public void processMatch(Map<String, List<Posting>> match, Context context, Collector<Long> out) {
            Measured.match(rule, match.values());
        }

        @Override
        public void close() {
            Measured.end();
        }
    }

    private static final class CountingAlerts extends ProcessFunction<Alert, Long> {

        private static final long serialVersionUID = 1;

        @Override
        public void processElement(Alert alert, Context context, Collector<Long> out) {
            Measured.alert(alert);
        }

        @Override
        public void close() {
            Measured.end();
        }
    }
}
