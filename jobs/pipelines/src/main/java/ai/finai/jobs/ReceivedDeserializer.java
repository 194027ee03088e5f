package ai.finai.jobs;

import ai.finai.events.Origin;
import ai.finai.events.RateTable;
import ai.finai.events.Received;
import ai.finai.events.TransactionReader;
import ai.finai.operators.types.EventTypes;
import java.time.Duration;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** One element for each Kafka record, whatever is in it: a record that made this throw would stop the job for good. */
final class ReceivedDeserializer implements KafkaRecordDeserializationSchema<Received<Transaction>> {

    private static final long serialVersionUID = 1L;

    private final Duration maxFuture;
    private final RateTable rates;

    @SuppressWarnings("NullAway.Init") // by open
    private transient TransactionReader reader;

    ReceivedDeserializer(Duration maxFuture, RateTable rates) {
        this.maxFuture = maxFuture;
        this.rates = rates;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        reader = new TransactionReader(maxFuture, rates);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Received<Transaction>> out) {
        long timestamp = record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                ? TransactionReader.NO_TIMESTAMP
                : record.timestamp();
        Origin origin = new Origin(record.topic(), record.partition(), record.offset());
        out.collect(reader.read(record.key(), record.value(), origin, timestamp));
    }

    @Override
    public TypeInformation<Received<Transaction>> getProducedType() {
        return EventTypes.RECEIVED;
    }
}
