package ai.finai.operators.market;

import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.RejectionReason;
import ai.finai.events.market.MarketJson;
import ai.finai.events.market.PriceBar;
import ai.finai.state.market.BarUnit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Bars that cannot be compared with the others of their symbol become dead letters. The bytes as they came are gone, so their
 * value is the bar written again in canonical form.
 */
final class RefusedBars {

    private final MarketJson json = new MarketJson();
    private final SymbolMetrics measured;
    private final Consumer<DeadLetter> out;

    RefusedBars(SymbolMetrics measured, Consumer<DeadLetter> out) {
        this.measured = measured;
        this.out = out;
    }

    /** @param others what the symbol's other bars are */
    void otherInterval(PriceBar bar, BarUnit others) {
        String interval = Duration.ofMillis(bar.interval()).toString();
        refuse(
                bar,
                RejectionReason.OTHER_INTERVAL,
                "interval: is " + interval + ", and the bars of this symbol are of "
                        + Duration.ofMillis(others.interval()),
                interval);
    }

    /** @param others what the symbol's other bars are */
    void otherCurrency(PriceBar bar, BarUnit others) {
        refuse(
                bar,
                RejectionReason.OTHER_CURRENCY,
                "currency: is " + bar.currency() + ", and the bars of this symbol are in " + others.currency(),
                bar.currency());
    }

    private void refuse(PriceBar bar, RejectionReason reason, String what, String suffix) {
        measured.refused(reason);
        String sentence = what + "; send them as a symbol of their own, such as " + bar.symbol() + '.' + suffix
                + ". The value is the bar written again, as its bytes are gone";
        out.accept(DeadLetters.of(
                bar.origin(),
                bar.eventTime(),
                reason,
                sentence,
                bar.id().getBytes(StandardCharsets.UTF_8),
                json.write(bar)));
    }
}
