package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.market.KafkaAndS3MarketPorts;
import ai.finai.jobs.market.MarketConfig;
import ai.finai.jobs.market.MarketJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job as a deployment starts it: its class with its configuration, read from the ConfigMap that is mounted.
 *
 * @param name as its configuration says
 * @param graph defines the job; nothing is connected to
 */
record DeployedJob(String name, KafkaConfig kafka, Consumer<StreamExecutionEnvironment> graph) {

    static final Map<String, String> NAMES =
            Map.of("ai.finai.jobs.AmlJob", "aml", "ai.finai.jobs.market.MarketJob", "market");

    /**
     * The configuration file that a deployment's arguments name.
     *
     * @param map the ConfigMap that it is in
     * @param key its name there
     */
    record ConfigurationFile(Manifest map, String key) {

        /** Everything in the ConfigMap as files, as the pod sees it. */
        Path writeTo(Path folder) throws IOException {
            for (var file : map.mapping("/data").entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), String.valueOf(file.getValue()));
            }
            return folder.resolve(key);
        }
    }

    /**
     * Natively Flink hands the arguments on; in a standalone cluster its own command line reads them first, takes
     * {@code --config} for its {@code --configDir}, and the job starts without any.
     */
    static List<String> beforeConfig(Manifest job) {
        return job.text("/spec/mode", "native").equals("standalone") ? List.of("--", "--config") : List.of("--config");
    }

    /** Empty if the arguments name none, or nothing mounts it, or no ConfigMap has it. */
    static Optional<ConfigurationFile> configurationFile(Overlay overlay, Manifest job) {
        List<String> before = beforeConfig(job);
        String file = job.text("/spec/job/args/" + before.size(), "");
        boolean known = true;
        for (int i = 0; i < before.size(); i++) {
            known &= job.text("/spec/job/args/" + i, "").equals(before.get(i));
        }
        if (!known || file.lastIndexOf('/') < 1) {
            return Optional.empty();
        }
        String folder = file.substring(0, file.lastIndexOf('/'));
        String key = file.substring(file.lastIndexOf('/') + 1);
        String volume = named(job, "/spec/podTemplate/spec/containers/0/volumeMounts", "mountPath", folder, "name");
        String map = named(job, "/spec/podTemplate/spec/volumes", "name", volume, "configMap/name");
        return overlay.ofKind("ConfigMap").stream()
                .filter(configuration -> configuration.name().equals(map))
                .filter(configuration -> configuration.mapping("/data").containsKey(key))
                .map(configuration -> new ConfigurationFile(configuration, key))
                .findFirst();
    }

    /** Of the list's first item that has the value: another of its fields; empty if there is none. */
    private static String named(Manifest job, String list, String field, String value, String wanted) {
        for (String item : job.items(list)) {
            if (job.text(item + '/' + field, "").equals(value)) {
                return job.text(item + '/' + wanted, "");
            }
        }
        return "";
    }

    /**
     * @throws IOException if the configuration names a file that cannot be read here
     * @throws IllegalArgumentException with what is wrong in it
     */
    static DeployedJob load(Manifest job, Path configuration) throws IOException {
        if (job.text("/spec/job/entryClass", "").equals(AmlJob.class.getName())) {
            AmlConfig aml = AmlConfig.load(configuration);
            return new DeployedJob(
                    aml.job().name(), aml.kafka(), env -> AmlJob.define(env, aml, new KafkaAndS3Ports(aml)));
        }
        MarketConfig market = MarketConfig.load(configuration);
        return new DeployedJob(
                market.job(), market.kafka(), env -> MarketJob.define(env, market, new KafkaAndS3MarketPorts(market)));
    }
}
