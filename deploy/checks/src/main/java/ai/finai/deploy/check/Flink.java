package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import org.apache.flink.configuration.Configuration;

/** A deployment's {@code flinkConfiguration}, as Flink's own. */
final class Flink {

    private Flink() {}

    static Configuration configuration(Manifest job) {
        Configuration flink = new Configuration();
        job.mapping("/spec/flinkConfiguration").forEach((key, value) -> {
            if (value != null) {
                flink.setString(key, String.valueOf(value));
            }
        });
        return flink;
    }

    static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
