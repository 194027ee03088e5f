package ai.finai.state;

import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class MatchStateSerializerTest {

    /**
     * What release 0.1 writes for {@link #twoRules}. If this changes, the snapshots of users can no longer be read: raise
     * the format's number and keep reading this.
     */
    private static final String GOLDEN =
            "01d30105413180d2f1e3f1660180bab70303280a80a4cbd9f166055431000943415348e0fb7336a70000000019747261"
                    + "6e73616374696f6e7300002e0bc0f3efd9f166055432054232115452414e53464552c0bb0136a700000000197472616e"
                    + "73616374696f6e730000280a80de82ddf16605543300094341534880987536a700000000197472616e73616374696f6e"
                    + "7300000300217374727563747572696e672d6361736806080002f0c9740100010101000180cc3a0002010c0970616972"
                    + "0201000b726170696402040101f0fd3901e05d000002";

    private final MatchStateSerializer serializer = new MatchStateSerializer();

    private static final Posting FIRST =
            cash("9,500").into("A1").at("10:00").id("T1").credit();
    private static final Posting SECOND =
            transfer("120").from("A1").to("B2").at("10:05").id("T2").debit();
    private static final Posting THIRD =
            cash("9,600").into("A1").at("11:00").id("T3").credit();

    private static MatchState twoRules() {
        MatchState state = new MatchState("A1");
        int first = state.postings().add(FIRST);
        int second = state.postings().add(SECOND);
        int third = state.postings().add(THIRD);
        RuleMatches structuring = new RuleMatches(new RuleVersion("structuring-cash", 3), 0);
        PartialMatch match = new PartialMatch(first, FIRST.eventTime(), FIRST.baseAmount());
        match.take(0, third, THIRD.baseAmount());
        structuring.add(match);
        structuring.add(new PartialMatch(third, THIRD.eventTime(), THIRD.baseAmount()));
        state.insert(0, structuring);
        RuleMatches same = new RuleMatches(new RuleVersion("structuring-pair", 1), 1);
        match = new PartialMatch(first, FIRST.eventTime(), FIRST.baseAmount());
        match.take(0, third, THIRD.baseAmount());
        same.add(match);
        same.add(new PartialMatch(third, THIRD.eventTime(), THIRD.baseAmount()));
        state.insert(1, same);
        RuleMatches rapid = new RuleMatches(new RuleVersion("rapid", 1), 2);
        PartialMatch open = new PartialMatch(first, FIRST.eventTime(), FIRST.baseAmount());
        open.take(1, second, SECOND.baseAmount());
        rapid.add(open);
        state.insert(2, rapid);
        state.expiry(THIRD.eventTime() + 7_200_000);
        state.cleanUpTimer(FIRST.eventTime() + 7_200_000);
        return state;
    }

    private byte[] write(MatchState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(state, out);
        return out.getCopyOfBuffer();
    }

    private MatchState read(byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        MatchState state = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return state;
    }

    @Test
    void theBytesAreThoseOfTheReleasesBefore() throws IOException {
        assertThat(HexFormat.of().formatHex(write(twoRules()))).isEqualTo(GOLDEN);
        assertThat(read(HexFormat.of().parseHex(GOLDEN)).openMatches())
                .isEqualTo(twoRules().openMatches());
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        MatchState state = twoRules();
        MatchState read = read(write(state));
        assertThat(read.openMatches()).isEqualTo(state.openMatches());
        assertThat(read.expiry()).isEqualTo(state.expiry());
        assertThat(read.cleanUpTimer()).isEqualTo(state.cleanUpTimer());
        PartialMatch rapid = read.rule(2).get(0);
        assertThat(rapid.startTime()).isEqualTo(FIRST.eventTime());
        assertThat(rapid.step()).isEqualTo(1);
        assertThat(rapid.taken(0)).isEqualTo(1);
        assertThat(rapid.taken(1)).isEqualTo(1);
        assertThat(rapid.total(0)).isEqualTo(950_000);
        assertThat(rapid.total(1)).isEqualTo(12_000);
        assertThat(rapid.total(2)).isZero();
    }

    @Test
    void itIsReadWithoutTheRules() throws IOException {
        assertThat(read(write(twoRules())).openMatches())
                .containsExactly(
                        new OpenMatch(new RuleVersion("structuring-cash", 3), 0, List.of(FIRST, THIRD), false),
                        new OpenMatch(new RuleVersion("structuring-cash", 3), 0, List.of(THIRD), false),
                        new OpenMatch(new RuleVersion("structuring-pair", 1), 0, List.of(FIRST, THIRD), false),
                        new OpenMatch(new RuleVersion("structuring-pair", 1), 0, List.of(THIRD), false),
                        new OpenMatch(new RuleVersion("rapid", 1), 1, List.of(FIRST, SECOND), false));
    }

    @Test
    void aStateThatWasReadIsWrittenAsItWas() throws IOException {
        byte[] written = write(twoRules());
        MatchState read = read(written);
        assertThat(write(read)).isEqualTo(written);
        read.openMatches();
        assertThat(write(read)).as("after its postings were looked at").isEqualTo(written);
    }

    @Test
    void aCopySharesNothingThatChanges() throws IOException {
        MatchState state = read(write(twoRules()));
        byte[] written = write(state);
        MatchState copy = serializer.copy(state);
        copy.rule(0).get(0).take(0, copy.postings().add(SECOND), 1);
        copy.rule(0).removeOldest(1);
        copy.rule(2).truncate(0);
        copy.sweep();
        copy.expiry(1);
        assertThat(write(state)).isEqualTo(written);
    }

    @Test
    void postingsThatNothingHoldsAreForgottenAndTheOthersFollowed() throws IOException {
        for (MatchState state : List.of(twoRules(), read(write(twoRules())))) {
            state.rule(0).truncate(0);
            state.rule(1).truncate(0);
            state.sweep();
            assertThat(state.openMatches())
                    .containsExactly(new OpenMatch(new RuleVersion("rapid", 1), 1, List.of(FIRST, SECOND), false));
            assertThat(state.postings().size()).isEqualTo(2);
            assertThat(state.ruleCount()).isEqualTo(1);
        }
    }

    @Test
    void bytesCanBeCopiedWithoutReadingThem() throws IOException {
        byte[] written = write(twoRules());
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.copy(new DataInputDeserializer(written), out);
        assertThat(out.getCopyOfBuffer()).isEqualTo(written);
    }

    @Test
    void anEntryOfANewerFormatIsRefused() throws IOException {
        byte[] written = write(twoRules());
        written[0] = MatchStateSerializer.FORMAT + 1;
        assertThatThrownBy(() -> read(written))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("reads 1");
    }

    @Test
    void aSnapshotSaysTheFormatAndANewerOneIsRefused() throws IOException {
        assertThat(compatibilityWith(new MatchStateSerializerSnapshot(), MatchStateSerializer.FORMAT)
                        .isCompatibleAsIs())
                .isTrue();
        assertThatThrownBy(() -> compatibilityWith(new MatchStateSerializerSnapshot(), MatchStateSerializer.FORMAT + 1))
                .isInstanceOf(NewerFormatException.class)
                .hasMessageContaining(
                        "has format 2, and this release reads formats up to 1: use the release that wrote");
        assertThat(compatibilityWith(new MatchStateSerializerSnapshot(), 0).isIncompatible())
                .isTrue();
        assertThat(new MatchStateSerializerSnapshot()
                        .resolveSchemaCompatibility(otherSnapshot())
                        .isIncompatible())
                .isTrue();
        assertThat(new MatchStateSerializerSnapshot().restoreSerializer()).isEqualTo(serializer);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static TypeSerializerSnapshot<MatchState> otherSnapshot() {
        return (TypeSerializerSnapshot) new PostingSerializerSnapshot();
    }

    private static TypeSerializerSchemaCompatibility<MatchState> compatibilityWith(
            MatchStateSerializerSnapshot current, int written) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(8);
        out.writeInt(written);
        MatchStateSerializerSnapshot old = new MatchStateSerializerSnapshot();
        old.readSnapshot(
                current.getCurrentVersion(),
                new DataInputDeserializer(out.getCopyOfBuffer()),
                MatchStateSerializerTest.class.getClassLoader());
        return current.resolveSchemaCompatibility(old);
    }

    @Test
    void aSerializerTravelsWithAJob() throws Exception {
        MatchStateSerializer travelled = InstantiationUtil.clone(serializer);
        DataOutputSerializer out = new DataOutputSerializer(16);
        travelled.serialize(twoRules(), out);
        assertThat(out.getCopyOfBuffer()).isEqualTo(write(twoRules()));
        PostingSerializer postings = InstantiationUtil.clone(new PostingSerializer());
        out.clear();
        postings.serialize(FIRST, out);
        assertThat(postings.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(FIRST);
    }

    @Test
    void partialMatchesFollowTheirPostingsWhateverIsForgotten() {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            MatchState state = new MatchState("A1");
            RuleMatches matches = new RuleMatches(new RuleVersion("r", 1), 0);
            state.insert(0, matches);
            List<List<Posting>> model = new ArrayList<>();
            int postings = 1 + random.nextInt(200);
            for (int i = 0; i < postings; i++) {
                Posting posting = transfer("" + (i + 1)).to("A1").id("T" + i).credit();
                int place = -1;
                for (int m = 0; m < model.size(); m++) {
                    if (random.nextInt(3) == 0) {
                        place = place < 0 ? state.postings().add(posting) : place;
                        matches.get(m)
                                .take(
                                        random.nextInt(10) == 0
                                                ? matches.get(m).step() + 1
                                                : matches.get(m).step(),
                                        place,
                                        1);
                        model.get(m).add(posting);
                    }
                }
                if (random.nextInt(5) == 0 || model.isEmpty()) {
                    place = place < 0 ? state.postings().add(posting) : place;
                    matches.add(new PartialMatch(place, posting.eventTime(), 1));
                    model.add(new ArrayList<>(List.of(posting)));
                }
                if (random.nextInt(10) == 0) {
                    int gone = random.nextInt(model.size() + 1);
                    matches.removeOldest(gone);
                    model.subList(0, gone).clear();
                    state.sweep();
                    if (state.ruleCount() == 0) {
                        state.insert(0, matches);
                    }
                }
            }
            if (matches.size() == 0) {
                continue;
            }
            try {
                assertThat(read(write(state)).openMatches().stream().map(OpenMatch::postings))
                        .as("-Dfinai.seed=%d", seed)
                        .isEqualTo(model);
            } catch (IOException e) {
                throw new AssertionError("-Dfinai.seed=" + seed, e);
            }
        }
    }

    @Test
    void anyPostingComesBackTheSame() throws IOException {
        PostingSerializer postings = new PostingSerializer();
        List<String> texts = new ArrayList<>(List.of(
                "",
                "A",
                "zürich",
                "\u4e2d\u6587",
                "\ud83d\ude00",
                "\ud800",
                "x".repeat(64),
                "x".repeat(200),
                "\u0100".repeat(70),
                "usd",
                "USD",
                "US",
                "DE1",
                "CASH",
                "\u0000"));
        long seed = Long.getLong("finai.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        long[] numbers = {0, 1, -1, 127, 128, -128, 1_767_606_930_000L, Long.MAX_VALUE, Long.MIN_VALUE, 10_000_00};
        for (int i = 0; i < 20_000; i++) {
            long amount = numbers[random.nextInt(numbers.length)];
            Posting posting = new Posting(
                    text(texts, random),
                    random.nextBoolean() ? Direction.CREDIT : Direction.DEBIT,
                    orNull(texts, random),
                    amount,
                    text(texts, random),
                    random.nextBoolean() ? amount : numbers[random.nextInt(numbers.length)],
                    orNull(texts, random),
                    orNull(texts, random),
                    orNull(texts, random),
                    numbers[random.nextInt(numbers.length)],
                    text(texts, random),
                    new Origin(text(texts, random), random.nextInt(), numbers[random.nextInt(numbers.length)]));
            DataOutputSerializer out = new DataOutputSerializer(16);
            postings.serialize(posting, out);
            DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
            assertThat(postings.deserialize(in)).as("-Dfinai.seed=%d", seed).isEqualTo(posting);
            assertThat(in.available()).isZero();
        }
    }

    private static String text(List<String> texts, SplittableRandom random) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static String orNull(List<String> texts, SplittableRandom random) {
        return random.nextInt(4) == 0 ? null : text(texts, random);
    }

    @Test
    void aPostingTakesAboutSeventyBytes() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        new PostingSerializer().serialize(FIRST, out);
        assertThat(out.length()).isLessThan(90);
    }
}
