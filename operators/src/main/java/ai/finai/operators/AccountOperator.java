package ai.finai.operators;

import ai.finai.events.Alert;
import ai.finai.events.Posting;
import ai.finai.events.WatchedPosting;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** See {@link WatchAccounts}. */
final class AccountOperator extends AbstractStreamOperator<WatchedPosting>
        implements TwoInputStreamOperator<Posting, ControlMessage, WatchedPosting> {

    private static final long serialVersionUID = 1L;

    private final WatchAccounts.Config config;

    AccountOperator(WatchAccounts.Config config) {
        this.config = config;
    }

    @Override
    public void processElement1(StreamRecord<Posting> element) {
        throw new UnsupportedOperationException(config.job());
    }

    @Override
    public void processElement2(StreamRecord<ControlMessage> element) {
        throw new UnsupportedOperationException(Alert.class.getName());
    }
}
