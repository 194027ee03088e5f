package ai.finai.jobs;

import ai.finai.operators.ControlMessage;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Control messages belong to no event time, and hold none back. */
public enum TimelessControl implements WatermarkGenerator<ControlMessage> {
    /** For a stream of its own. Else what Flink shows as the watermark of the operator that it goes to would stand still. */
    AT_ITS_END {
        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(Watermark.MAX_WATERMARK);
        }
    },
    /** For a stream that joins one of events: at its end, it would be that one's end whenever the events pause. */
    IDLE {
        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    };

    public WatermarkStrategy<ControlMessage> watermarks() {
        return WatermarkStrategy.forGenerator(context -> this);
    }

    @Override
    public void onEvent(ControlMessage message, long timestamp, WatermarkOutput output) {}
}
