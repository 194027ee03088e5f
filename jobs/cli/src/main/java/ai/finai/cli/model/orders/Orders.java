package ai.finai.cli.model.orders;

import ai.finai.cli.kafka.RecordSender;
import ai.finai.cli.kafka.TopicReader;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The topic of orders: what it says, and what it is told next. */
public final class Orders {

    private Orders() {}

    /** @param at the clock's time when it was sent, milliseconds since 1970-01-01T00:00:00Z */
    public record Latest(ModelOrder order, long at) {}

    /** The latest order of each role that has one. What is no order is passed over, as a job passes it over. */
    public static Map<ModelRole, Latest> latest(KafkaConfig kafka) {
        Map<ModelRole, Latest> latest = new EnumMap<>(ModelRole.class);
        TopicReader.read(kafka, kafka.topics().models(), null, record -> {
            ModelOrder order = read(record);
            if (order != null) {
                latest.put(order.role(), new Latest(order, record.timestamp()));
            }
        });
        return latest;
    }

    private static @Nullable ModelOrder read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? null : ModelOrder.read(record.value());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * An order of its own id.
     *
     * @param before the latest one of the role. Where it names the same model, that which was before it stays: a rollback
     *     goes to another model
     */
    static ModelOrder next(ModelRole role, @Nullable ModelReference model, String registry, @Nullable Latest before) {
        ModelReference previous = null;
        if (before != null) {
            boolean same = model != null && model.equals(before.order().model());
            previous = same ? before.order().previous() : before.order().model();
        }
        return new ModelOrder(UUID.randomUUID().toString(), role, model, registry, previous);
    }

    static void send(KafkaConfig kafka, ModelOrder order) throws InterruptedException {
        RecordSender.send(
                kafka, kafka.topics().models(), order.role().code().getBytes(StandardCharsets.UTF_8), order.toJson());
    }

    /** As a person reads it. */
    static String text(ModelRole role, @Nullable ModelReference model) {
        if (model != null) {
            return model.path();
        }
        return role == ModelRole.CHALLENGER ? "none" : "the configured model";
    }
}
