package ai.finai.cli.doctor.check.kafka;

import ai.finai.cli.doctor.NotLookedAtException;
import ai.finai.jobs.config.KafkaConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** A job's brokers, as its clients reach them. One connection for all checks; the first one that asks makes it. */
public final class Brokers implements AutoCloseable {

    private static final String MEND = "see what was found of Kafka, and look again";

    private final KafkaConfig kafka;
    private final Duration patience;
    private @Nullable BootstrapServers servers;
    private volatile @Nullable Admin admin;
    private @Nullable Exception refused;

    /** @param patience with an answer */
    public Brokers(KafkaConfig kafka, Duration patience) {
        this.kafka = kafka;
        this.patience = patience;
    }

    KafkaConfig kafka() {
        return kafka;
    }

    /** Looked at once. */
    synchronized BootstrapServers servers() throws InterruptedException {
        if (servers == null) {
            servers = BootstrapServers.of(kafka, patience.dividedBy(2));
        }
        return servers;
    }

    /**
     * @throws NotLookedAtException if no broker has answered
     */
    public Admin admin() throws NotLookedAtException, InterruptedException {
        try {
            if (servers().anySpeaks()) {
                return connect();
            }
            throw new TimeoutException();
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new NotLookedAtException("no broker answers this client at " + kafka.bootstrapServers(), MEND);
        }
    }

    /**
     * As {@link #admin}, with the reason.
     *
     * @throws KafkaException if the client's properties are wrong
     * @throws ExecutionException with what the brokers say, or the client of them
     */
    synchronized Admin connect() throws ExecutionException, TimeoutException, InterruptedException {
        if (admin == null) {
            Properties properties = kafka.adminProperties();
            int answer = Math.toIntExact(Math.max(1_000, patience.toMillis() * 4 / 10)); // probing takes as long
            properties.put("default.api.timeout.ms", Integer.toString(answer));
            properties.put("request.timeout.ms", Integer.toString(Math.max(1_000, answer / 2)));
            properties.put("socket.connection.setup.timeout.ms", Integer.toString(Math.max(1_000, answer / 2)));
            properties.put("client.id", "finai-doctor");
            admin = Admin.create(properties);
        }
        if (refused == null) {
            try {
                admin.describeCluster().nodes().get(patience.toMillis() / 2, TimeUnit.MILLISECONDS);
                return admin;
            } catch (ExecutionException | TimeoutException e) {
                refused = e;
            }
        }
        if (refused instanceof ExecutionException answered) {
            throw answered;
        }
        throw new TimeoutException(String.valueOf(refused.getMessage()));
    }

    /** Waits for an answer. */
    public <T> T ask(KafkaFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    Collection<Node> nodes() throws Exception {
        return ask(admin().describeCluster().nodes());
    }

    /** A broker's setting; null where it has none, or this user may not see it. */
    @Nullable
    String setting(Node broker, String key) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        Config config = ask(admin().describeConfigs(List.of(resource)).all()).get(resource);
        ConfigEntry entry = config == null ? null : config.get(key);
        return entry == null ? null : entry.value();
    }

    /** Why the brokers would not make a topic for this user; null if they would. None is made. */
    @Nullable
    Throwable refusal(NewTopic topic) throws Exception {
        return refusal(admin().createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true))
                .all());
    }

    /**
     * Why the brokers give this user no producer with such transactions; null if they do. Who has that id loses it.
     *
     * @param timeout of the transactions
     */
    @Nullable
    Throwable refusal(String transactionalId, Duration timeout) throws Exception {
        FenceProducersOptions options = new FenceProducersOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
        return refusal(admin().fenceProducers(List.of(transactionalId), options).all());
    }

    private @Nullable Throwable refusal(KafkaFuture<Void> answer) throws Exception {
        try {
            ask(answer);
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException refusal && !(refusal instanceof RetriableException)) {
                return refusal;
            }
            throw e;
        }
    }

    /** Waits for nobody who still asks. */
    @Override
    public void close() {
        Admin opened = admin;
        if (opened != null) {
            opened.close(Duration.ZERO);
        }
    }
}
