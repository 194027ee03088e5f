package ai.finai.operators;

import ai.finai.operators.scoring.SequenceScorer;
import ai.finai.state.AccountSequence;
import org.jspecify.annotations.Nullable;

/** Each account's sequence, as keyed state, for the scorer. */
record SequenceStates(Forgetting.Kept<AccountSequence> kept) implements SequenceScorer.Sequences {

    @Override
    public @Nullable AccountSequence read(String account) throws Exception {
        return kept.read(account);
    }

    @Override
    public void write(String account, AccountSequence sequence) throws Exception {
        kept.write(account, sequence);
    }
}
