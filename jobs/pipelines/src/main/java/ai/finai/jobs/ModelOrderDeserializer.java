package ai.finai.jobs;

import ai.finai.operators.ControlMessage;
import ai.finai.operators.types.EventTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands on records of the {@code models} topic as they are: whether they are orders is found out where they are obeyed. */
final class ModelOrderDeserializer implements KafkaRecordDeserializationSchema<ControlMessage> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ControlMessage> out) {
        // Compaction takes records without a value for "forget the key".
        if (record.value() != null && record.value().length > 0) {
            out.collect(ControlMessage.model(record.value()));
        }
    }

    @Override
    public TypeInformation<ControlMessage> getProducedType() {
        return EventTypes.CONTROL_MESSAGE;
    }
}
