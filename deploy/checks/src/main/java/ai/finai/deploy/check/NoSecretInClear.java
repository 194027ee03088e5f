package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.GlobalConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Secrets are referred to, never written: not as an object, a variable, an option, an argument, or in a configuration file,
 * however deep.
 */
final class NoSecretInClear implements Rule {

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
                    .forEach((file, text) -> file(configuration, file, String.valueOf(text), findings));
        }
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            job.mapping(Flink.OPTIONS).forEach((key, value) -> {
                if (GlobalConfiguration.isSensitive(key) && !isPath(String.valueOf(value))) {
                    findings.add(found(job, Flink.option(key), key));
                }
            });
        }
        for (Pods.Pod pod : Pods.of(overlay)) {
            pod.containers().forEach(container -> environment(pod.manifest(), container, findings));
        }
        overlay.manifests().stream().filter(Pods::describes).forEach(manifest -> manifest.content()
                .forEach((part, value) -> texts(manifest, Manifest.child("", part), value, findings)));
        return once(findings);
    }

    /** A file of a ConfigMap; or, where pods have its data as their environment, a variable. */
    private void file(Manifest manifest, String file, String text, List<Finding> findings) {
        String path = Manifest.child("/data", file);
        if (ClearText.isNamedExactly(file) && !text.isBlank() && !ClearText.isReference(text.strip())) {
            findings.add(found(manifest, path, file));
        }
        for (int line : ClearText.lines(text)) {
            findings.add(Lines.in(found(manifest, path, "line " + line), line));
        }
    }

    private void environment(Manifest manifest, String container, List<Finding> findings) {
        for (String path : manifest.items(container + "/env")) {
            String name = manifest.text(path + "/name", "");
            String value = manifest.text(path + "/value", "");
            if (!value.isEmpty() && (ClearText.isNamed(name) || ClearText.isIn(value))) {
                findings.add(found(manifest, path + "/value", name));
            }
        }
    }

    /** Options, arguments, commands, whatever else has texts. */
    private void texts(Manifest manifest, String path, @Nullable Object value, List<Finding> findings) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> texts(manifest, Manifest.child(path, String.valueOf(key)), child, findings));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                String item = path + '/' + i;
                texts(manifest, item, list.get(i), findings);
                if (i > 0 && ClearText.isOption(manifest.text(path + '/' + (i - 1), ""), manifest.text(item, ""))) {
                    findings.add(found(manifest, item, manifest.text(path + '/' + (i - 1), "")));
                }
            }
        } else if (value instanceof String text && ClearText.isIn(text)) {
            List<String> keys = List.of(path.split("/"));
            boolean ofList = path.matches(".*/\\d+");
            findings.add(found(manifest, path, keys.get(keys.size() - (ofList ? 2 : 1))));
        }
    }

    private Finding found(Manifest manifest, String path, String where) {
        return Finding.of(this, manifest, path, where + " holds a secret in clear", MEND);
    }

    /** What two ways of looking found at one place is told once. */
    private static List<Finding> once(List<Finding> findings) {
        Map<String, Finding> first = new LinkedHashMap<>();
        findings.forEach(
                finding -> first.putIfAbsent(finding.object() + finding.path() + ' ' + finding.place(), finding));
        return List.copyOf(first.values());
    }

    private static boolean isPath(String text) {
        return text.startsWith("/") || ClearText.isReference(text);
    }
}
