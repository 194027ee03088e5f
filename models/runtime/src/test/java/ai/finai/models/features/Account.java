package ai.finai.models.features;

import ai.finai.events.Posting;
import ai.finai.events.fixtures.Payment;

/** An account in USD that takes one posting after the other, and whose latest features can be asked for. */
final class Account {

    private final AccountFeatures features = new AccountFeatures("USD");
    private final AccountHistory history = new AccountHistory();
    private final float[] latest = new float[Feature.COUNT];

    Account paid(Payment... payments) {
        for (Payment payment : payments) {
            take(payment.to("A1").credit());
        }
        return this;
    }

    Account pays(Payment... payments) {
        for (Payment payment : payments) {
            take(payment.from("A1").debit());
        }
        return this;
    }

    private void take(Posting posting) {
        features.next(history, posting, latest, 0);
    }

    double its(Feature feature) {
        return latest[feature.ordinal()];
    }
}
