package ai.finai.cli.model.orders;

import ai.finai.cli.kafka.RecordSender;
import ai.finai.cli.kafka.TopicTail;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Answers every order from now on, as a job's subtasks would. */
final class AnsweringJob implements AutoCloseable {

    private final KafkaConfig kafka;
    private final Function<ModelOrder, List<ModelStatus>> answers;
    private final TopicTail orders;
    private final Thread thread;
    private volatile boolean closed;

    private AnsweringJob(KafkaConfig kafka, Function<ModelOrder, List<ModelStatus>> answers) {
        this.kafka = kafka;
        this.answers = answers;
        this.orders = TopicTail.of(kafka, AmlTopics.of(kafka).models());
        this.thread = new Thread(this::run, "answering-job");
    }

    static AnsweringJob of(KafkaConfig kafka, Function<ModelOrder, List<ModelStatus>> answers) {
        AnsweringJob job = new AnsweringJob(kafka, answers);
        job.thread.start();
        return job;
    }

    /** Of the job aml, to an order. */
    static ModelStatus status(ModelOrder order, int subtask, int parallelism, ModelStatus.State state, String reason) {
        return new ModelStatus(
                "aml", subtask, parallelism, order.orderId(), "", order.role(), order.model(), state, reason);
    }

    private void run() {
        try (orders) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : orders.next(Duration.ofMillis(100))) {
                    for (ModelStatus status : answers.apply(ModelOrder.read(record.value()))) {
                        RecordSender.send(kafka, AmlTopics.of(kafka).modelStatus(), record.key(), status.toJson());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
