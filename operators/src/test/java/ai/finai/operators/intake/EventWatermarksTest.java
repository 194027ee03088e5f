package ai.finai.operators.intake;

import static ai.finai.events.fixtures.Payment.cash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.DeadLetters;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.RejectionReason;
import ai.finai.events.Transaction;
import ai.finai.events.fixtures.Payment;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class EventWatermarksTest {

    private static final Payment PAYMENT = cash("100").into("A1").at("10:00");
    private static final Received<Transaction> REJECTED = Received.rejected(
            DeadLetters.of(new Origin("transactions", 0, 1), 0, RejectionReason.MALFORMED, "no JSON", null, null));

    private final ManualClock clock = new ManualClock();
    private final Output output = new Output();
    private final WatermarkGenerator<Received<Transaction>> generator = EventWatermarks.<Transaction>of(
                    EventWatermarks.Config.DEFAULT, "transactions")
            .createWatermarkGenerator(context());

    @Test
    void theWatermarkStaysBehindTheLatestTransactionByTheBound() {
        take(PAYMENT);
        take(PAYMENT.later(Duration.ofSeconds(-3)));
        generator.onPeriodicEmit(output);
        assertThat(output.watermark).isEqualTo(PAYMENT.eventTime() - 5_001);
    }

    @Test
    void aRejectedRecordMovesNothing() {
        take(PAYMENT);
        generator.onPeriodicEmit(output);
        long before = output.watermark;
        generator.onEvent(REJECTED, Long.MAX_VALUE, output);
        generator.onPeriodicEmit(output);
        assertThat(output.watermark).isEqualTo(before);
    }

    @Test
    void aSplitThatBringsOnlyRejectedRecordsBecomesIdle() {
        take(PAYMENT);
        generator.onPeriodicEmit(output);
        for (int second = 0; second <= 31; second++) {
            clock.advanceTime(Duration.ofSeconds(1));
            generator.onEvent(REJECTED, 0, output);
            generator.onPeriodicEmit(output);
        }
        assertThat(output.idle).isTrue();
        take(PAYMENT.later(Duration.ofSeconds(1)));
        generator.onPeriodicEmit(output);
        assertThat(output.idle).isFalse();
    }

    @Test
    void aTransactionHasItsOwnTimeWhateverItsRecordSays() {
        var assigner = EventWatermarks.<Transaction>of(EventWatermarks.Config.DEFAULT, "transactions")
                .createTimestampAssigner(context());
        assertThat(assigner.extractTimestamp(Received.accepted(PAYMENT.transaction()), 7))
                .isEqualTo(PAYMENT.eventTime());
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> new EventWatermarks.Config(Duration.ofMillis(-1), Duration.ZERO, null))
                .hasMessageContaining("outOfOrderness");
        assertThatThrownBy(() -> new EventWatermarks.Config(Duration.ZERO, Duration.ofMillis(-1), null))
                .hasMessageContaining("idleness");
        assertThatThrownBy(() -> new EventWatermarks.Config(Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("alignment");
    }

    private void take(Payment payment) {
        generator.onEvent(Received.accepted(payment.transaction()), payment.eventTime(), output);
    }

    private Context context() {
        return new Context(clock);
    }

    private record Context(ManualClock clock)
            implements WatermarkGeneratorSupplier.Context,
                    org.apache.flink.api.common.eventtime.TimestampAssignerSupplier.Context {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return clock;
        }
    }

    private static final class Output implements WatermarkOutput {
        long watermark = Long.MIN_VALUE;
        boolean idle;

        @Override
        public void emitWatermark(Watermark mark) {
            watermark = mark.getTimestamp();
            idle = false;
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {
            idle = false;
        }
    }
}
