package ai.finai.events.market;

import ai.finai.events.Origin;
import ai.finai.events.RecordReader;
import ai.finai.events.RejectionReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the {@code splits} topic; see {@link RecordReader}. The contract is {@code schema/split.schema.json}. A
 * split is announced before it takes effect, so its time may be well ahead of its record's.
 */
public final class SplitReader extends RecordReader<Split> {

    /** How long before it a split may be announced. */
    private static final Duration ANNOUNCED = Duration.ofDays(366);

    public SplitReader() {
        super(new Draft());
    }

    private static final class Draft extends MarketDraft<Split> {

        private static final int SYMBOL = 1;
        private static final int EFFECTIVE = 2;
        private static final int RATIO = 3;

        Draft() {
            super(
                    ANNOUNCED,
                    Field.version(),
                    Field.id("symbol", PriceBar.MAX_SYMBOL),
                    Field.of("effective", Form.EXACT_TIME, RejectionReason.INVALID_EVENT_TIME),
                    Field.of("ratio", Form.DECIMAL, RejectionReason.INVALID_RATIO));
        }

        @Override
        protected String example() {
            return "{\"symbol\": ...}";
        }

        @Override
        protected @Nullable Split complete(Origin origin, long timestamp) {
            String symbol = text(SYMBOL);
            if (symbol == null) {
                return reject(RejectionReason.MISSING_SYMBOL, "symbol: is missing; send whose units are split");
            }
            if (!has(EFFECTIVE)) {
                return reject(
                        RejectionReason.INVALID_EVENT_TIME,
                        "effective: is missing; send from when on, such as 2026-01-06T00:00:00Z");
            }
            if (!isPlausible("effective", number(EFFECTIVE), timestamp)) {
                return null;
            }
            if (!has(RATIO) || decimal(RATIO) == 1) {
                return reject(
                        RejectionReason.INVALID_RATIO,
                        (has(RATIO) ? "ratio: is 1, which splits nothing" : "ratio: is missing")
                                + "; send new units for an old one, such as \"4\" or \"0.1\"");
            }
            if (decimal(RATIO) < Split.SMALLEST_RATIO || decimal(RATIO) > Split.LARGEST_RATIO) {
                return reject(
                        RejectionReason.INVALID_RATIO,
                        "ratio: " + PriceText.of(decimal(RATIO))
                                + " is not from 0.000001 to 1000000; send new units for an old one, such as \"4\" or \"0.1\"");
            }
            return new Split(symbol, number(EFFECTIVE), decimal(RATIO), origin);
        }
    }
}
