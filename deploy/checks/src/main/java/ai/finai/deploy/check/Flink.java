package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import org.apache.flink.configuration.Configuration;

/** A deployment's {@code flinkConfiguration}: where it is, and as Flink's own. */
final class Flink {

    /** Where in a deployment Flink's options are. */
    static final String OPTIONS = "/spec/flinkConfiguration";

    private Flink() {}

    /** The path of one option. */
    static String option(String key) {
        return Manifest.child(OPTIONS, key);
    }

    static Configuration configuration(Manifest job) {
        Configuration flink = new Configuration();
        job.mapping(OPTIONS).forEach((key, value) -> {
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
