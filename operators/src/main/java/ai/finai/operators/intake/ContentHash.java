package ai.finai.operators.intake;

import ai.finai.events.Transaction;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import org.jspecify.annotations.Nullable;

/**
 * See {@link EventKind#contentHash}.
 *
 * <p>Only events of one id are ever compared by it, and neither is accepted twice, so an engineered collision gains
 * nothing: it is counted as a duplicate where it would be a dead letter.
 */
final class ContentHash {

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private ContentHash() {}

    static long of(Transaction transaction) {
        long hash = mix(0, transaction.eventTime());
        hash = mix(hash, transaction.amount());
        hash = mix(hash, transaction.transactionId());
        hash = mix(hash, transaction.currency());
        hash = mix(hash, transaction.channel());
        hash = mix(hash, transaction.debtorAccount());
        hash = mix(hash, transaction.creditorAccount());
        hash = mix(hash, transaction.debtorName());
        hash = mix(hash, transaction.creditorName());
        hash = mix(hash, transaction.debtorCountry());
        hash = mix(hash, transaction.creditorCountry());
        hash = mix(hash, transaction.debtorAgent());
        hash = mix(hash, transaction.creditorAgent());
        return mix(hash, transaction.purpose());
    }

    static long of(PriceBar bar) {
        long hash = mix(0, bar.start());
        hash = mix(hash, bar.interval());
        hash = mix(hash, bar.symbol());
        hash = mix(hash, Double.doubleToLongBits(bar.open()));
        hash = mix(hash, Double.doubleToLongBits(bar.high()));
        hash = mix(hash, Double.doubleToLongBits(bar.low()));
        hash = mix(hash, Double.doubleToLongBits(bar.close()));
        hash = mix(hash, bar.volume());
        return mix(hash, bar.currency());
    }

    static long of(NewsItem news) {
        long hash = mix(0, news.published());
        hash = mix(hash, news.id());
        hash = mix(hash, news.headline());
        hash = mix(hash, news.body());
        hash = mix(hash, news.source());
        for (String symbol : news.symbols()) {
            hash = mix(hash, symbol);
        }
        return hash;
    }

    static long of(Split split) {
        long hash = mix(0, split.effective());
        hash = mix(hash, split.symbol());
        return mix(hash, Double.doubleToLongBits(split.ratio()));
    }

    private static long mix(long hash, @Nullable String field) {
        if (field == null) {
            return mix(hash, -1L);
        }
        int length = field.length();
        long result = mix(hash, (long) length);
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            result = mix(
                    result,
                    field.charAt(i)
                            | (long) field.charAt(i + 1) << 16
                            | (long) field.charAt(i + 2) << 32
                            | (long) field.charAt(i + 3) << 48);
        }
        for (; i < length; i++) {
            result = mix(result, field.charAt(i));
        }
        return result;
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * MIX;
        return mixed ^ (mixed >>> 32);
    }
}
