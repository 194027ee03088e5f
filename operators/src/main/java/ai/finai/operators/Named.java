package ai.finai.operators;

import ai.finai.state.OperatorName;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Gives a stage what every operator must have: its uid, its name, and a result type that nobody has to guess. */
public final class Named {

    private Named() {}

    public static <T> SingleOutputStreamOperator<T> as(
            OperatorName operator, TypeInformation<T> type, SingleOutputStreamOperator<T> stage) {
        return stage.returns(type).uid(operator.uid()).name(operator.title());
    }
}
