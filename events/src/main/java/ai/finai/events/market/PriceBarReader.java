package ai.finai.events.market;

import ai.finai.events.Origin;
import ai.finai.events.RecordReader;
import ai.finai.events.RejectionReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the {@code prices} topic; see {@link RecordReader}. The contract is
 * {@code schema/price-bar.schema.json}; prices have at most 15 digits, and a bar's low and high enclose its open and close.
 */
public final class PriceBarReader extends RecordReader<PriceBar> {

    /** @param maxFuture how far a bar's end may be ahead of its record's timestamp */
    public PriceBarReader(Duration maxFuture) {
        super(new Draft(maxFuture));
    }

    private static final class Draft extends MarketDraft<PriceBar> {

        private static final int SYMBOL = 1;
        private static final int START = 2;
        private static final int INTERVAL = 3;
        private static final int OPEN = 4;
        private static final int HIGH = 5;
        private static final int LOW = 6;
        private static final int CLOSE = 7;
        private static final int VOLUME = 8;
        private static final int CURRENCY = 9;

        Draft(Duration maxFuture) {
            super(
                    maxFuture,
                    Field.version(),
                    Field.text("symbol", PriceBar.MAX_SYMBOL),
                    Field.of("start", Form.TIME, RejectionReason.INVALID_EVENT_TIME),
                    Field.of("interval", Form.DURATION, RejectionReason.INVALID_INTERVAL),
                    Field.of("open", Form.DECIMAL, RejectionReason.INVALID_PRICE),
                    Field.of("high", Form.DECIMAL, RejectionReason.INVALID_PRICE),
                    Field.of("low", Form.DECIMAL, RejectionReason.INVALID_PRICE),
                    Field.of("close", Form.DECIMAL, RejectionReason.INVALID_PRICE),
                    Field.of("volume", Form.COUNT, RejectionReason.INVALID_VOLUME),
                    Field.of("currency", Form.CURRENCY, RejectionReason.UNKNOWN_CURRENCY));
        }

        @Override
        protected String example() {
            return "{\"symbol\": ...}";
        }

        @Override
        protected @Nullable PriceBar complete(Origin origin, long timestamp) {
            String symbol = text(SYMBOL);
            if (symbol == null) {
                return reject(RejectionReason.MISSING_SYMBOL, "symbol: is missing; send whose prices these are");
            }
            if (!has(START)) {
                return reject(
                        RejectionReason.INVALID_EVENT_TIME,
                        "start: is missing; send when the interval begins, such as 2026-01-05T14:30:00Z");
            }
            if (!has(INTERVAL)) {
                return reject(RejectionReason.INVALID_INTERVAL, "interval: is missing; send one such as PT1M");
            }
            for (int price = OPEN; price <= CLOSE; price++) {
                if (!has(price)) {
                    return reject(
                            RejectionReason.INVALID_PRICE,
                            "open, high, low, close: one is missing; send all four as positive decimals");
                }
            }
            double open = decimal(OPEN);
            double high = decimal(HIGH);
            double low = decimal(LOW);
            double close = decimal(CLOSE);
            if (low > Math.min(open, close) || high < Math.max(open, close)) {
                return reject(
                        RejectionReason.INCONSISTENT_PRICES,
                        "low, high: they do not enclose open and close; send the lowest and the highest price of the"
                                + " interval");
            }
            if (!has(VOLUME)) {
                return reject(RejectionReason.INVALID_VOLUME, "volume: is missing; send a whole number from 0");
            }
            String currency = text(CURRENCY);
            if (currency == null) {
                return reject(
                        RejectionReason.UNKNOWN_CURRENCY,
                        "currency: is missing; send three capital letters of ISO 4217, such as USD");
            }
            long start = number(START);
            if (!isPlausible("start and interval", start + number(INTERVAL), timestamp)) {
                return null;
            }
            return new PriceBar(
                    symbol, start, number(INTERVAL), open, high, low, close, number(VOLUME), currency, origin);
        }
    }
}
