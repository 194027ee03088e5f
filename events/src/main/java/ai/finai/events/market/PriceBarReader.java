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

        private static final String[] PRICES = {"open", "high", "low", "close"};

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
                    Field.id("symbol", PriceBar.MAX_SYMBOL),
                    Field.of("start", Form.EXACT_TIME, RejectionReason.INVALID_EVENT_TIME),
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
                            PRICES[price - OPEN] + ": is missing; send a positive decimal string such as \"187.40\"");
                }
            }
            double open = decimal(OPEN);
            double high = decimal(HIGH);
            double low = decimal(LOW);
            double close = decimal(CLOSE);
            String inconsistent = inconsistent(open, high, low, close);
            if (inconsistent != null) {
                return reject(
                        RejectionReason.INCONSISTENT_PRICES,
                        inconsistent + "; send the lowest and the highest price of the interval");
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
            if (start + number(INTERVAL) > MAX_TIME) {
                return reject(
                        RejectionReason.INVALID_EVENT_TIME,
                        "start and interval: the bar ends after 9999-12-31T23:59:59.999Z, which cannot be; correct them");
            }
            if (!isPlausible("start and interval", start + number(INTERVAL), timestamp)) {
                return null;
            }
            return new PriceBar(
                    symbol, start, number(INTERVAL), open, high, low, close, number(VOLUME), currency, origin);
        }

        /** What of the four does not go together; null where all do. */
        private static @Nullable String inconsistent(double open, double high, double low, double close) {
            if (low > high) {
                return "low: " + PriceText.of(low) + " is above high, " + PriceText.of(high);
            }
            String outside = outside("open", open, high, low);
            return outside == null ? outside("close", close, high, low) : outside;
        }

        private static @Nullable String outside(String field, double price, double high, double low) {
            if (price > high) {
                return field + ": " + PriceText.of(price) + " is above high, " + PriceText.of(high);
            }
            return price < low ? field + ": " + PriceText.of(price) + " is below low, " + PriceText.of(low) : null;
        }
    }
}
