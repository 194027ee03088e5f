package ai.finai.operators;

import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.AmlOperator;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * The first stage: parts what was read into transactions and dead letters, and counts both. The source has already parsed
 * each record, so that its watermark ({@link TransactionWatermarks}) could see the transaction's time; nothing is decided
 * here, and nothing is lost.
 *
 * @param valid transactions, to be deduplicated
 * @param rejected records that are none, with the reason
 */
public record Intake(DataStream<Transaction> valid, DataStream<DeadLetter> rejected) {

    static final OutputTag<DeadLetter> REJECTED = new OutputTag<>("rejected", EventTypes.DEAD_LETTER);

    public static Intake of(DataStream<Received<Transaction>> received) {
        SingleOutputStreamOperator<Transaction> valid =
                Named.as(AmlOperator.INTAKE, EventTypes.TRANSACTION, received.process(new IntakeFunction()));
        return new Intake(valid, valid.getSideOutput(REJECTED));
    }
}
