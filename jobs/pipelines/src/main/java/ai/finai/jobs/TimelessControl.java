package ai.finai.jobs;

import ai.finai.operators.ControlMessage;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Control messages belong to no event time: their stream is at its end of time from the start. Without that, what Flink
 * shows as the watermark of the operator that they go to would stand still.
 */
final class TimelessControl implements WatermarkGenerator<ControlMessage> {

    private TimelessControl() {}

    static WatermarkStrategy<ControlMessage> watermarks() {
        return WatermarkStrategy.forGenerator(context -> new TimelessControl());
    }

    @Override
    public void onEvent(ControlMessage message, long timestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(Watermark.MAX_WATERMARK);
    }
}
