package ai.finai.operators;

import ai.finai.operators.order.EventOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says it once when more postings wait than expected, and once when they are half as many again. */
final class WaitingWarning {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingWarning.class);

    private final long limit;
    private boolean warned;

    /** @param limit in bytes */
    WaitingWarning(long limit) {
        this.limit = limit;
    }

    void check(EventOrder<?> order) {
        if (!warned && order.bytes() > limit) {
            warned = true;
            LOG.warn(
                    "{} postings ({} bytes) wait for the watermark, more than {} bytes: a source split holds event time"
                            + " back, or one is far ahead. Look at the watermarks of the source, at its idleness and at its"
                            + " alignment",
                    order.size(),
                    order.bytes(),
                    limit);
        } else if (warned && order.bytes() < limit / 2) {
            warned = false;
            LOG.info("{} postings wait for the watermark, as few as usual", order.size());
        }
    }
}
