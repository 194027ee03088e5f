package ai.finai.operators.intake;

import ai.finai.events.DeadLetter;
import ai.finai.events.Event;
import ai.finai.events.Received;
import ai.finai.operators.Named;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.OperatorName;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * The first stage: parts what was read into events and dead letters, and counts both. The source has already parsed each
 * record, so that its watermark ({@link EventWatermarks}) could see the event's time; nothing is decided here, and nothing is
 * lost.
 *
 * @param valid events, to be deduplicated
 * @param rejected records that are none, with the reason
 */
public record Intake<T extends Event>(DataStream<T> valid, DataStream<DeadLetter> rejected) {

    static final OutputTag<DeadLetter> REJECTED = new OutputTag<>("rejected", EventTypes.DEAD_LETTER);

    public static <T extends Event> Intake<T> of(
            DataStream<Received<T>> received, EventKind<T> kind, OperatorName operator) {
        SingleOutputStreamOperator<T> valid = Named.as(operator, kind.type(), received.process(new IntakeFunction<>()));
        return new Intake<>(valid, valid.getSideOutput(REJECTED));
    }
}
