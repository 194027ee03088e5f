package ai.finai.operators;

import ai.finai.events.Alert;
import ai.finai.operators.scoring.SequenceScorer;
import ai.finai.state.account.AccountAlerts;
import ai.finai.state.account.AccountProfile;
import ai.finai.state.account.PastAlert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the profile of each account, and its last alerts, for people who query snapshots. Only what a watermark releases is
 * counted: postings that were late or have no rate are not.
 *
 * <p>A batch costs one read and one write of the profile of each account in it; an alert costs a read and a write of the
 * account's alerts. Switched off, what is left of earlier is neither read nor written, and forgotten when its time comes.
 */
final class AccountProfiles {

    private final boolean enabled;
    private final Forgetting.Kept<AccountProfile> profiles;
    private final ValueState<AccountAlerts> alerts;

    /** By the account's place in the batch. */
    private final @Nullable AccountProfile[] ofBatch = new @Nullable AccountProfile[SequenceScorer.BATCH];

    private @Nullable AccountProfile current;

    AccountProfiles(
            boolean enabled,
            Forgetting forgetting,
            ValueState<AccountProfile> profiles,
            ValueState<AccountAlerts> alerts) {
        this.enabled = enabled;
        this.profiles = forgetting.keep(profiles, alerts);
        this.alerts = alerts;
    }

    /** Reads the profiles of the accounts of a batch that has been scored. */
    void begin(SequenceScorer batch) throws Exception {
        for (int place = 0; enabled && place < batch.accounts(); place++) {
            AccountProfile known = profiles.read(batch.account(place));
            ofBatch[place] = known == null ? new AccountProfile() : known;
        }
    }

    /** Counts a posting of the batch. What is {@link #said} next is about its account. */
    void count(SequenceScorer batch, int i) throws Exception {
        current = ofBatch[batch.accountOf(i)];
        if (current != null && current.add(batch.posting(i), batch.score(i))) {
            profiles.choose(batch.posting(i).account());
            alerts.clear();
        }
    }

    /** Of the account whose posting was counted last. */
    void said(Alert alert) {
        if (current == null) {
            return;
        }
        try {
            profiles.choose(alert.subject().id());
            AccountAlerts before = alerts.value();
            alerts.update((before == null ? AccountAlerts.NONE : before).and(PastAlert.of(alert)));
            current.alerted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the profiles of the batch. */
    void end(SequenceScorer batch) throws Exception {
        for (int place = 0; enabled && place < batch.accounts(); place++) {
            AccountProfile profile = ofBatch[place];
            if (profile != null) {
                profiles.write(batch.account(place), profile);
            }
        }
        Arrays.fill(ofBatch, 0, batch.accounts(), null);
        current = null;
    }
}
