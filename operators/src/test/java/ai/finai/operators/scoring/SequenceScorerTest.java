package ai.finai.operators.scoring;

import static ai.finai.events.fixtures.Payment.transfer;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Posting;
import ai.finai.events.Severity;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.state.AccountSequence;
import ai.finai.state.AccountSequenceSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the scorer leaves behind when it is torn out of a batch. */
class SequenceScorerTest {

    /** What a checkpoint holds: bytes by account. */
    private static final class Store implements SequenceScorer.Sequences {

        private final Map<String, byte[]> bytes = new HashMap<>();
        private int reads;
        private int writes;

        @Override
        public @Nullable AccountSequence read(String account) {
            reads++;
            byte[] stored = bytes.get(account);
            try {
                return stored == null
                        ? null
                        : new AccountSequenceSerializer().deserialize(new DataInputDeserializer(stored));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void write(String account, AccountSequence sequence) {
            writes++;
            DataOutputSerializer out = new DataOutputSerializer(64);
            try {
                new AccountSequenceSerializer().serialize(sequence, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            bytes.put(account, out.getCopyOfBuffer());
        }
    }

    /** Fails before a wave. */
    private static final class Outcomes implements ScoringOutcomes {

        private int wavesUntilFailure = Integer.MAX_VALUE;

        @Override
        public void wave(int postings) {
            if (wavesUntilFailure-- == 0) {
                throw new IllegalStateException("in the middle of a batch");
            }
        }

        @Override
        public void warmedUp(int accounts) {}

        @Override
        public void champion(@Nullable ModelFile model) {}

        @Override
        public void scored(long eventTime, float[] features, int offset, float score) {}
    }

    private static SequenceScorer scorer(StepModel model, Outcomes outcomes) {
        SequenceScorer scorer =
                new SequenceScorer("USD", new AlertPolicy(false, null, 0.5, Duration.ZERO, Severity.LOW), outcomes);
        scorer.use(model);
        return scorer;
    }

    private static Map<String, Float> score(SequenceScorer scorer, Store store, List<Posting> postings)
            throws Exception {
        scorer.clear();
        postings.forEach(scorer::add);
        scorer.score(store);
        Map<String, Float> scores = new TreeMap<>();
        for (int i = 0; i < scorer.size(); i++) {
            scores.put(scorer.posting(i).transactionId(), scorer.score(i));
        }
        return scores;
    }

    /** Five accounts, so that most waves have several postings and the last ones one. */
    private static List<Posting> postings(long seed) {
        Random random = new Random(seed);
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            postings.add(transfer(Integer.toString(1 + random.nextInt(5_000)))
                    .from("A" + random.nextInt(5))
                    .to("B" + random.nextInt(9))
                    .at("10:00")
                    .later(Duration.ofMinutes(i))
                    .id(String.format("T%03d", i))
                    .debit());
        }
        return postings;
    }

    @Test
    void aFailureBetweenTwoWavesOfABatchLeavesWhatIsStoredAndTheSecondTryGivesTheSameScores() throws Exception {
        long seed = new Random().nextLong();
        List<Posting> postings = postings(seed);
        List<Posting> first = postings.subList(0, 80);
        List<Posting> second = postings.subList(80, 200);
        try (StepModel model = MODEL.open()) {
            Store undisturbed = new Store();
            SequenceScorer calm = scorer(model, new Outcomes());
            Map<String, Float> expected = new TreeMap<>(score(calm, undisturbed, first));
            expected.putAll(score(calm, undisturbed, second));

            for (int wave = 0; wave < 20; wave++) {
                Store store = new Store();
                Outcomes outcomes = new Outcomes();
                SequenceScorer scorer = scorer(model, outcomes);
                Map<String, Float> found = new TreeMap<>(score(scorer, store, first));
                Map<String, byte[]> checkpoint = new HashMap<>(store.bytes);
                outcomes.wavesUntilFailure = wave;
                assertThatThrownBy(() -> score(scorer, store, second)).hasMessageContaining("middle");
                assertThat(store.bytes).as("seed %d, wave %d", seed, wave).isEqualTo(checkpoint); // the same arrays

                found.putAll(score(scorer(model, new Outcomes()), store, second));
                assertThat(found).as("seed %d, wave %d", seed, wave).isEqualTo(expected);
                assertThat(store.bytes)
                        .as("seed %d, wave %d", seed, wave)
                        .usingRecursiveComparison()
                        .isEqualTo(undisturbed.bytes);
            }
        }
    }

    @Test
    void anAccountsStateIsReadOnceAndWrittenOnceABatch() throws Exception {
        try (StepModel model = MODEL.open()) {
            Store store = new Store();
            score(scorer(model, new Outcomes()), store, postings(1));
            assertThat(store.reads).isEqualTo(5);
            assertThat(store.writes).isEqualTo(5);
        }
    }
}
