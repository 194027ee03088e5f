package ai.finai.jobs.kafka;

import ai.finai.operators.ControlMessage;
import ai.finai.operators.types.EventTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on records of the {@code models} topic as they are: whether they are orders is found out where they are obeyed. */
final class ModelOrderDeserializer implements KafkaRecordDeserializationSchema<ControlMessage> {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(ModelOrderDeserializer.class);

    /** An order has some hundred bytes, and its answer repeats most of them. */
    private static final int LARGEST = 64 * 1024;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ControlMessage> out) {
        // Compaction takes records without a value for "forget the key".
        if (record.value() == null || record.value().length == 0) {
            return;
        }
        if (record.value().length > LARGEST) {
            LOG.error(
                    "an order of {} bytes at {}-{}@{} is passed over: at most {} are allowed",
                    record.value().length,
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    LARGEST);
            return;
        }
        out.collect(ControlMessage.model(
                record.value(), record.topic() + '-' + record.partition() + '@' + record.offset()));
    }

    @Override
    public TypeInformation<ControlMessage> getProducedType() {
        return EventTypes.CONTROL_MESSAGE;
    }
}
