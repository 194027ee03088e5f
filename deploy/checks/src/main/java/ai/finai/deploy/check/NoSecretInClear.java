package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;

/** Secrets are referred to, never written: not as an object, an environment variable, an option or in a configuration file. */
final class NoSecretInClear implements Rule {

    private static final Pattern NAMES = Pattern.compile(
            "(?i).*(password|passwd|secret|token|access[-_.]?key|api[-_.]?key|jaas\\.config|keystore\\.key).*");

    /** A line of a configuration file: key and value. */
    private static final Pattern LINE = Pattern.compile("\\s*\"?([\\w.-]+)\"?\\s*[:=]\\s*(.*?)\\s*");

    /** Read from elsewhere: ${dir:/opt/finai/kafka:tls.key}. */
    private static final Pattern REFERENCE = Pattern.compile("[\"']?\\$\\{.+}[\"']?");

    private static final Pattern LOOKS =
            Pattern.compile(".*(-----BEGIN [A-Z ]*PRIVATE KEY|\\bAKIA[0-9A-Z]{16}\\b|://[^/\\s:@]+:[^/\\s@$]+@).*");

    private static final String MEND = "put it into a Secret that is made outside of these files, and refer to that"
            + " (secretKeyRef, a mounted file, ${dir:FOLDER:FILE} for Kafka)";

    @Override
    public String name() {
        return "no-secret-in-clear";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest secret : overlay.ofKind("Secret")) {
            findings.add(Finding.of(this, secret, "", "a Secret among the manifests", MEND));
        }
        for (Manifest configuration : overlay.ofKind("ConfigMap")) {
            configuration
                    .mapping("/data")
                    .forEach((file, text) -> lines(configuration, file, String.valueOf(text), findings));
        }
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            job.mapping(Flink.OPTIONS).forEach((key, value) -> {
                String text = String.valueOf(value);
                if (LOOKS.matcher(text).matches() || GlobalConfiguration.isSensitive(key) && !isPath(text)) {
                    String path = Flink.option(key);
                    findings.add(Finding.of(this, job, path, key + " holds a secret in clear", MEND));
                }
            });
        }
        for (Pods.Pod pod : Pods.of(overlay)) {
            pod.containers().forEach(container -> environment(pod.manifest(), container, findings));
        }
        return findings;
    }

    private void environment(Manifest manifest, String container, List<Finding> findings) {
        for (String path : manifest.items(container + "/env")) {
            String name = manifest.text(path + "/name", "");
            String value = manifest.text(path + "/value", "");
            if (!value.isEmpty()
                    && (NAMES.matcher(name).matches() || LOOKS.matcher(value).matches())) {
                findings.add(Finding.of(this, manifest, path + "/value", name + " holds a secret in clear", MEND));
            }
        }
    }

    private void lines(Manifest manifest, String file, String text, List<Finding> findings) {
        String path = Manifest.child("/data", file);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            var pair = LINE.matcher(line);
            boolean named = pair.matches()
                    && NAMES.matcher(pair.group(1)).matches()
                    && !pair.group(2).isEmpty()
                    && !REFERENCE.matcher(pair.group(2)).matches();
            if (!line.strip().startsWith("#") && (named || LOOKS.matcher(line).matches())) {
                Finding finding = Finding.of(this, manifest, path, "line " + number + " holds a secret in clear", MEND);
                findings.add(Lines.in(finding, number));
            }
        }
    }

    private static boolean isPath(String text) {
        return text.startsWith("/") || REFERENCE.matcher(text).matches();
    }
}
