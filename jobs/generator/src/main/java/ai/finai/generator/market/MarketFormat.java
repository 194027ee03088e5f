package ai.finai.generator.market;

import ai.finai.events.Instants;
import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.generator.Digits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes generated events as the topics have them, JSON in UTF-8, into a buffer of its own. Not for several threads at once. */
final class MarketFormat {

    /** Prices are in cents. */
    private static final int DECIMALS = 2;

    private byte[] buffer = new byte[1 << 10];
    private int size;

    /** Bars of one time come together. */
    private long lastTime = Long.MIN_VALUE;

    private byte[] lastTimeText = {};
    private long lastInterval = Long.MIN_VALUE;
    private byte[] lastIntervalText = {};

    byte[] buffer() {
        return buffer;
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    MarketTopic write(MarketEvent event) {
        size = 0;
        ascii("{\"schemaVersion\":1,");
        MarketTopic topic;
        if (event instanceof PriceBar bar) {
            price(bar);
            topic = MarketTopic.PRICES;
        } else if (event instanceof NewsItem news) {
            news(news);
            topic = MarketTopic.NEWS;
        } else if (event instanceof Split split) {
            split(split);
            topic = MarketTopic.SPLITS;
        } else {
            throw new IllegalArgumentException("no topic takes " + event.getClass());
        }
        ascii("}");
        return topic;
    }

    private void price(PriceBar bar) {
        ascii("\"symbol\":\"");
        ascii(bar.symbol());
        ascii("\",\"start\":\"");
        time(bar.start());
        ascii("\",\"interval\":\"");
        interval(bar.interval());
        ascii("\",\"open\":\"");
        cents(bar.open());
        ascii("\",\"high\":\"");
        cents(bar.high());
        ascii("\",\"low\":\"");
        cents(bar.low());
        ascii("\",\"close\":\"");
        cents(bar.close());
        ascii("\",\"volume\":");
        number(bar.volume());
        ascii(",\"currency\":\"");
        ascii(bar.currency());
        ascii("\"");
    }

    private void news(NewsItem news) {
        ascii("\"newsId\":\"");
        ascii(news.id());
        ascii("\",\"published\":\"");
        time(news.published());
        ascii("\",\"headline\":");
        quoted(news.headline());
        ascii(",\"body\":");
        quoted(news.body());
        ascii(",\"source\":");
        quoted(news.source());
        ascii(",\"symbols\":[\"");
        ascii(String.join("\",\"", news.symbols()));
        ascii("\"]");
    }

    private void split(Split split) {
        ascii("\"symbol\":\"");
        ascii(split.symbol());
        ascii("\",\"effective\":\"");
        time(split.effective());
        ascii("\",\"ratio\":\"");
        ascii(BigDecimal.valueOf(split.ratio()).stripTrailingZeros().toPlainString());
        ascii("\"");
    }

    private void time(long time) {
        if (time != lastTime) {
            lastTime = time;
            lastTimeText = Instants.format(time).getBytes(StandardCharsets.US_ASCII);
        }
        bytes(lastTimeText);
    }

    private void interval(long interval) {
        if (interval != lastInterval) {
            lastInterval = interval;
            lastIntervalText = text(interval).getBytes(StandardCharsets.US_ASCII);
        }
        bytes(lastIntervalText);
    }

    /** As people write it: a day is {@code P1D} and not {@code PT24H}. */
    static String text(long interval) {
        return interval == Session.DAY ? "P1D" : Duration.ofMillis(interval).toString();
    }

    private void cents(double price) {
        reserve(24);
        size = Digits.amount(Math.round(price * 100), DECIMALS, buffer, size);
    }

    private void number(long number) {
        int digits = Digits.count(number);
        reserve(digits);
        Digits.write(number, digits, buffer, size);
        size += digits;
    }

    private void quoted(@Nullable String text) {
        if (text == null) {
            ascii("null");
            return;
        }
        ascii("\"");
        bytes(text.replace("\\", "\\\\").replace("\"", "\\\"").getBytes(StandardCharsets.UTF_8));
        ascii("\"");
    }

    @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int) copies Latin-1 bytes as they are
    private void ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), buffer, size);
        size += text.length();
    }

    private void bytes(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void reserve(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + more));
        }
    }
}
