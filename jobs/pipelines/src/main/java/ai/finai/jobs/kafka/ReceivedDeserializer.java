package ai.finai.jobs.kafka;

import ai.finai.events.Event;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.RecordReader;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** One element for each Kafka record, whatever is in it: a record that made this throw would stop the job for good. */
final class ReceivedDeserializer<T extends Event> implements KafkaRecordDeserializationSchema<Received<T>> {

    private static final long serialVersionUID = 1L;

    private final TypeInformation<Received<T>> type;
    private final RecordReaders<T> readers;

    @SuppressWarnings("NullAway.Init") // by open
    private transient RecordReader<T> reader;

    ReceivedDeserializer(TypeInformation<Received<T>> type, RecordReaders<T> readers) {
        this.type = type;
        this.readers = readers;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        reader = readers.get();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Received<T>> out) {
        long timestamp = record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                ? RecordReader.NO_TIMESTAMP
                : record.timestamp();
        Origin origin = new Origin(record.topic(), record.partition(), record.offset());
        out.collect(reader.read(record.key(), record.value(), origin, timestamp));
    }

    @Override
    public TypeInformation<Received<T>> getProducedType() {
        return type;
    }
}
