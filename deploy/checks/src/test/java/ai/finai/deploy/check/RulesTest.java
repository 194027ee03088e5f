package ai.finai.deploy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.finai.deploy.CopiedManifests;
import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FinAI's overlays break no rule, and for each rule there are overlays that do. */
class RulesTest {

    private static final String JOBS = "base/every-job.yaml";
    private static final String PRODUCTION = "overlays/production-aws/jobs.yaml";
    private static final String TLS = "tls/flink.yaml";
    private static final String NETWORK = "base/network-policies.yaml";
    private static final String ACCOUNTS = "base/service-accounts.yaml";
    private static final String CONFIG = "overlays/production-aws/config/aml.yaml";

    @TempDir
    private Path folder;

    static Stream<String> overlays() throws IOException {
        return CopiedManifests.overlays().stream();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theOverlaysThatComeWithFinAiBreakNoRule(String overlay) throws Exception {
        assertThat(Rules.check(CopiedManifests.into(folder).render(overlay))).isEmpty();
    }

    /** Rule, file, a text in it, what it is replaced by, the finding's file, what the finding says. */
    static Stream<Arguments> broken() {
        return Stream.of(
                broken(
                        "known-fields",
                        JOBS,
                        "  mode: native",
                        "  mode: native\n  restartNonse: 1",
                        "unknown field restartNonse"),
                broken("known-fields", JOBS, "serviceAccount:", "serviceAcount:", "unknown field serviceAcount"),
                broken("known-fields", JOBS, "flinkVersion: v2_3", "flinkVersion: v2_9", "enumeration"),
                broken(
                        "known-fields",
                        JOBS,
                        "runAsNonRoot: true",
                        "runAsNonRoot: true\n        runAsNonRot: true",
                        "unknown field runAsNonRot"),
                broken("known-fields", PRODUCTION, "replicas: 2", "replicas: two", "integer"),
                broken(
                        "known-fields",
                        "observability/pod-monitor.yaml",
                        "interval:",
                        "intervall:",
                        "unknown field intervall; did you mean interval?"),
                broken(
                        "known-fields",
                        "base/network-policies.yaml",
                        "policyTypes: [Ingress, Egress]\n  ingress",
                        "policyTypes: Ingress\n  ingress",
                        "Cannot"),
                broken(
                        "known-fields",
                        "base/disruption-budgets.yaml",
                        "policy/v1",
                        "policy/v1beta1",
                        "a kind that the check does not know"),
                broken(
                        "known-fields",
                        "base/aml.yaml",
                        "whenUnsatisfiable: ScheduleAnyway",
                        "whenUnsatisfiable: Ignore",
                        "whenUnsatisfiable is Ignore"),
                broken(
                        "known-fields",
                        "base/aml.yaml",
                        "          - maxSkew: 1\n            topologyKey: kubernetes.io/hostname",
                        "          - topologyKey: kubernetes.io/hostname",
                        "an item of topologySpreadConstraints without maxSkew"),
                broken(
                        "known-fields",
                        NETWORK,
                        "policyTypes: [Ingress, Egress]\n  ingress",
                        "policyTypes: [Ingress, Outgress]\n  ingress",
                        "policyTypes is Outgress"),
                broken(
                        "known-fields",
                        NETWORK,
                        "endPort: 6125, protocol: TCP",
                        "endPort: 6125, protocol: tcp",
                        "protocol is tcp"),
                broken(
                        "pinned-images",
                        PRODUCTION,
                        "finai:0.1.0",
                        "finai:latest",
                        "image registry.example.com/finai:latest is not pinned"),
                broken("pinned-images", PRODUCTION, "finai:0.1.0", "finai", "is not pinned"),
                broken("pinned-images", PRODUCTION, "finai:0.1.0", "finai:0.1", "is not pinned"),
                broken("pinned-images", PRODUCTION, "finai:0.1.0", "finai:0.1-alpine3.18.4", "is not pinned"),
                broken("pinned-images", PRODUCTION, "finai:0.1.0", "finai:0.1.0-SNAPSHOT", "is a snapshot"),
                broken(
                        "pinned-images",
                        PRODUCTION,
                        "finai:0.1.0",
                        "finai:0.1.0-SNAPSHOT\n  imagePullPolicy: IfNotPresent",
                        "is a snapshot"),
                broken(
                        "pinned-images",
                        PRODUCTION,
                        "image: registry.example.com/finai:0.1.0",
                        "imagePullPolicy: Always",
                        "no image"),
                broken(
                        "no-secret-in-clear",
                        PRODUCTION,
                        "s3.endpoint.region: eu-central-1",
                        "s3.secret-key: abc",
                        "s3.secret-key holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        CONFIG,
                        "${dir:/opt/finai/kafka:tls.key}",
                        "MIIEvQIBADANBgkq",
                        "line 15 holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        CONFIG,
                        "security.protocol: SSL",
                        "ssl.key.password: \"hunter2\"",
                        "line 12 holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        JOBS,
                        "env: []",
                        "env: [{name: DB_PASSWORD, value: x}]",
                        "DB_PASSWORD holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        "base/namespace.yaml",
                        "apiVersion: v1",
                        "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: finai}\nstringData: {a: b}\n---\napiVersion: v1",
                        "a Secret among the manifests"),
                broken(
                        "no-secret-in-clear",
                        CONFIG,
                        "security.protocol: SSL",
                        "'ssl.key.password': hunter2",
                        "line 12 holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        CONFIG,
                        "scoring:",
                        "other: {properties: {ssl.key.password: hunter2}}\nscoring:",
                        "line 18 holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        CONFIG,
                        "scoring:",
                        "other: {a: [{x: 'M required password=\"hunter2\";'}]}\nscoring:",
                        "line 18 holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        CONFIG,
                        "scoring:",
                        "sasl:\n  jaas:\n    config: M required;\nscoring:",
                        "line 20 holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        CONFIG,
                        "scoring:",
                        "other: |\n  # of the producer\n  ssl.key.password=hunter2\nscoring:",
                        "line 20 holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        JOBS,
                        "env.java.opts.all: --add-opens",
                        "env.java.opts.all: -Djavax.net.ssl.keyStorePassword=hunter2 --add-opens",
                        "env.java.opts.all holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        "base/aml.yaml",
                        "conf/aml.yaml\"]",
                        "conf/aml.yaml\", --token=hunter2]",
                        "args holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        "base/aml.yaml",
                        "conf/aml.yaml\"]",
                        "conf/aml.yaml\", --password, hunter2]",
                        "--password holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        JOBS,
                        "env: []",
                        "command: [sh, -c, \"login --password hunter2\"]\n          env: []",
                        "command holds a secret in clear"),
                broken(
                        "no-secret-in-clear",
                        "base/namespace.yaml",
                        "apiVersion: v1",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: finai}\ndata: {DB_PASSWORD: x}\n---\napiVersion: v1",
                        "DB_PASSWORD holds a secret in clear"),
                broken(
                        "savepoint-upgrades",
                        JOBS,
                        "upgradeMode: savepoint",
                        "upgradeMode: last-state",
                        "upgradeMode is last-state"),
                broken("savepoint-upgrades", JOBS, "    upgradeMode: savepoint\n", "", "upgradeMode is not set"),
                broken(
                        "savepoint-upgrades",
                        JOBS,
                        "last-state-fallback.enabled: \"false\"",
                        "last-state-fallback.enabled: \"true\"",
                        "a job that is not healthy"),
                broken(
                        "savepoint-upgrades",
                        JOBS,
                        "allowNonRestoredState: false",
                        "allowNonRestoredState: true",
                        "state whose operator is gone"),
                broken(
                        "high-availability",
                        JOBS,
                        "    high-availability.type: kubernetes\n",
                        "",
                        "high-availability.type is null"),
                broken(
                        "high-availability",
                        "overlays/production-aws/aml.yaml",
                        "storageDir: s3://finai-production",
                        "storageDir: file:///work",
                        "a pod's files are gone with it"),
                broken("high-availability", "overlays/production-aws/aml.yaml", "_entropy_/", "", "no entropy"),
                broken(
                        "high-availability",
                        JOBS,
                        "    jobmanager.adaptive-scheduler.submission.resource-wait-timeout: 3650d\n",
                        "",
                        "is not set, so 5 min: without TaskManagers"),
                broken(
                        "high-availability",
                        JOBS,
                        "resource-wait-timeout: 3650d",
                        "resource-wait-timeout: 10min",
                        "is 10min: without TaskManagers"),
                broken(
                        "kept-snapshots",
                        JOBS,
                        "    kubernetes.operator.snapshot.resource.enabled: \"true\"\n",
                        "",
                        "snapshot.resource.enabled is not set: savepoints would have no objects"),
                broken(
                        "kept-snapshots",
                        JOBS,
                        "dispose-on-delete: \"false\"",
                        "dispose-on-delete: \"true\"",
                        "would go with the object"),
                broken(
                        "kept-snapshots",
                        JOBS,
                        "    kubernetes.operator.periodic.savepoint.interval: 24h\n",
                        "",
                        "no savepoints are taken by themselves"),
                broken(
                        "kept-snapshots",
                        JOBS,
                        "RETAIN_ON_CANCELLATION",
                        "DELETE_ON_CANCELLATION",
                        "the last checkpoint would go"),
                broken(
                        "known-flink-keys",
                        JOBS,
                        "execution.checkpointing.min-pause",
                        "execution.checkpointing.min-paus",
                        "did you mean execution.checkpointing.min-pause?"),
                broken(
                        "known-flink-keys",
                        PRODUCTION,
                        "    slotmanager.",
                        "    jobmanager.adaptive-scheduler.resource-stabilization-timeout: 10s\n    slotmanager.",
                        "is an old name of jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout"),
                broken(
                        "known-flink-keys",
                        "overlays/production-aws/aml.yaml",
                        "execution.checkpointing.dir",
                        "state.checkpoints.dir",
                        "is an old name of execution.checkpointing.dir"),
                broken(
                        "known-flink-keys",
                        JOBS,
                        "interval: 10s",
                        "interval: ten",
                        "expected a value of the type Duration"),
                broken(
                        "known-flink-keys",
                        PRODUCTION,
                        "s3.encryption.key",
                        "s3.encryption.keys",
                        "unknown option s3.encryption.keys"),
                broken("memory-adds-up", PRODUCTION, "memory: 8192m", "memory: 600m", "Sum of configured"),
                broken("memory-adds-up", PRODUCTION, "memory: 8192m", "memory: 1900m", "a slot, with 2 slots"),
                broken(
                        "memory-adds-up",
                        PRODUCTION,
                        "memory: 2048m",
                        "memory: 500m",
                        "is less than the configured Off-heap Memory"),
                broken(
                        "bounded-disk",
                        JOBS,
                        "      ephemeralStorage: 4Gi",
                        "     ",
                        "jobManager.resource.ephemeralStorage is not set"),
                broken(
                        "bounded-disk",
                        PRODUCTION,
                        "ephemeralStorage: 40Gi",
                        "ephemeralStorage: 40960m",
                        "taskManager.resource.ephemeralStorage is 40960m"),
                broken(
                        "restricted-pods",
                        JOBS,
                        "readOnlyRootFilesystem: true",
                        "readOnlyRootFilesystem: false",
                        "readOnlyRootFilesystem is false"),
                broken("restricted-pods", JOBS, "runAsUser: 9999", "runAsUser: 0", "no user, or root"),
                broken("restricted-pods", JOBS, "drop: [ALL]", "drop: [NET_RAW]", "is NET_RAW"),
                broken(
                        "rest-tls",
                        "overlays/production-aws/kustomization.yaml",
                        "  - ../../tls\n",
                        "",
                        "security.ssl.rest.enabled is not set"),
                broken(
                        "rest-tls",
                        TLS,
                        "authentication-enabled: \"true\"",
                        "authentication-enabled: \"false\"",
                        "whoever reaches Flink's REST interface may stop the job"),
                broken(
                        "rest-tls",
                        TLS,
                        "internal.enabled: \"true\"",
                        "internal.enabled: \"false\"",
                        "any process may pose as a TaskManager"),
                broken("rest-tls", TLS, "Algorithm=NONE", "Algorithm=HTTPS", "name a pod's host"),
                broken("rest-tls", TLS, "keystore: /opt/flink/tls-cert", "keystore: /work", "no Secret is mounted"),
                broken(
                        "rest-tls",
                        JOBS,
                        "readinessProbe:\n              tcpSocket: { port: 8081 }",
                        "readinessProbe:\n              httpGet: { path: /overview, port: 8081 }",
                        "the kubelet has no certificate"),
                broken(
                        "closed-network",
                        "base/kustomization.yaml",
                        "  - network-policies.yaml\n",
                        "",
                        "every pod of the cluster reaches its ports"),
                broken(
                        "closed-network",
                        "base/kustomization.yaml",
                        "  - network-policies.yaml\n",
                        "",
                        "its pods reach every address"),
                broken(
                        "closed-network",
                        JOBS,
                        "    taskmanager.data.port: \"6121\"\n",
                        "",
                        "taskmanager.data.port is 0: Flink takes any free port"),
                broken(
                        "closed-network",
                        JOBS,
                        "taskmanager.data.port: \"6121\"",
                        "taskmanager.data.port: \"6126\"",
                        "at port 6126 (taskmanager.data.port, Ingress)"),
                broken(
                        "closed-network",
                        JOBS,
                        "app.kubernetes.io/part-of: finai",
                        "app.kubernetes.io/part-of: bank",
                        "is about none of the pods"),
                broken(
                        "closed-network",
                        NETWORK,
                        "  egress:\n    - to:\n        - podSelector:\n            matchLabels:\n              app: finai-aml\n",
                        "",
                        "at port 6123 (jobmanager.rpc.port, Egress)"),
                broken(
                        "closed-network",
                        NETWORK,
                        "        - podSelector:\n            matchLabels:\n              app: finai-aml\n",
                        "        - podSelector:\n            matchLabels:\n              app.kubernetes.io/part-of: finai\n",
                        "lets pods of finai-market in to those of finai-aml"),
                broken(
                        "closed-network",
                        NETWORK,
                        "kubernetes.io/metadata.name: monitoring",
                        "pod-security.kubernetes.io/enforce: restricted",
                        "lets pods of finai-aml in to those of finai-market"),
                broken(
                        "closed-network",
                        NETWORK,
                        "matchLabels:\n              kubernetes.io/metadata.name: flink-operator",
                        "{}",
                        "lets everybody in"),
                broken(
                        "closed-network",
                        NETWORK,
                        "    - ports:\n        - { port: 443,",
                        "    - {}\n    - ports:\n        - { port: 443,",
                        "out to every address and port"),
                broken(
                        "least-right",
                        JOBS,
                        "    kubernetes.taskmanager.service-account: finai-taskmanager\n",
                        "",
                        "TaskManagers have the JobManager's service account"),
                broken(
                        "least-right",
                        JOBS,
                        "serviceAccount: finai-jobmanager",
                        "serviceAccount: flink",
                        "flink is not among the manifests"),
                broken(
                        "least-right",
                        ACCOUNTS,
                        "resources: [pods]",
                        "resources: [pods, secrets]",
                        "finai-jobmanager may get secrets"),
                broken(
                        "least-right",
                        ACCOUNTS,
                        "verbs: [get, delete]",
                        "verbs: [\"*\"]",
                        "finai-jobmanager may * deployments.apps"),
                broken(
                        "least-right",
                        ACCOUNTS,
                        "verbs: [get, list, watch, create, delete]",
                        "verbs: [get, list, watch]",
                        "finai-jobmanager may not create pods, delete pods"),
                broken(
                        "least-right",
                        ACCOUNTS,
                        "kind: RoleBinding\nmetadata:\n  name: finai-taskmanager\n  namespace: finai\n",
                        "kind: ClusterRoleBinding\nmetadata:\n  name: finai-taskmanager\n",
                        "finai-taskmanager has rights that are made for a whole cluster"),
                broken(
                        "node-drains",
                        "base/disruption-budgets.yaml",
                        "      app: finai-aml\n      component: jobmanager",
                        "      app: finai-aml",
                        "a drain may take all TaskManagers at once"),
                broken(
                        "node-drains",
                        PRODUCTION,
                        "parallelism: 8",
                        "parallelism: 6",
                        "minAvailable is 4, and finai-aml has 4 TaskManagers"),
                broken(
                        "node-drains",
                        "base/aml.yaml",
                        "kubernetes.io/hostname",
                        "kubernetes.io/arch",
                        "nothing spreads the pods of jobManager over nodes"),
                broken(
                        "node-drains",
                        "base/market.yaml",
                        "component: taskmanager",
                        "component: taskmanagers",
                        "nothing spreads the pods of taskManager over nodes"),
                broken(
                        "node-drains",
                        JOBS,
                        "readinessProbe: # budgets of disruption count pods that are ready\n              tcpSocket: { port: 6122 }\n              periodSeconds: 10\n            livenessProbe:",
                        "livenessProbe:",
                        "taskManager has no readinessProbe"),
                broken(
                        "job-configuration",
                        CONFIG,
                        "bootstrapServers:",
                        "bootstrapServer:",
                        "did you mean bootstrapServers?"),
                broken(
                        "job-configuration",
                        "base/aml.yaml",
                        "ai.finai.jobs.AmlJob",
                        "ai.finai.jobs.AmlJobs",
                        "is no job of FinAI"),
                broken(
                        "job-configuration",
                        "base/aml.yaml",
                        "/opt/finai/conf/aml.yaml",
                        "/opt/finai/conf/other.yaml",
                        "no file of a ConfigMap that is mounted"),
                broken(
                        "job-configuration",
                        JOBS,
                        "mode: native",
                        "mode: standalone",
                        "no file of a ConfigMap that is mounted"),
                broken("job-configuration", CONFIG, "scoring:", "rules: rules.yaml\nscoring:", "cannot be read here"),
                broken(
                        "job-configuration",
                        JOBS,
                        "timeout: 10min",
                        "timeout: 15min",
                        "kafka.transactions.timeout is 900 s"),
                broken(
                        "job-configuration",
                        JOBS,
                        "mode: EXACTLY_ONCE",
                        "mode: AT_LEAST_ONCE",
                        "but FinAI needs EXACTLY_ONCE"),
                broken(
                        "job-configuration",
                        CONFIG,
                        "name: aml",
                        "name: aml-eu",
                        "taskmanager.env.FINAI_JOB is aml, and the job is called aml-eu"),
                broken(
                        "job-configuration",
                        "base/market.yaml",
                        "    containerized.master.env.FINAI_JOB: market\n",
                        "",
                        "master.env.FINAI_JOB is not set"),
                broken(
                        "stable-uids",
                        "uids/aml.txt",
                        "watch-accounts",
                        "watch-acounts",
                        "the job has no operator watch-acounts"),
                broken(
                        "stable-uids",
                        "uids/market.txt",
                        "watch-symbols\n",
                        "",
                        "the operator watch-symbols is not on the list"));
    }

    private static Arguments broken(String rule, String file, String text, String other, String what) {
        return arguments(rule, file, text, other, what);
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("broken")
    void aBrokenOverlayIsFoundWithItsFile(String rule, String file, String text, String other, String what)
            throws Exception {
        List<Finding> findings =
                Rules.check(CopiedManifests.into(folder).with(file, text, other).render("production-aws"));
        assertThat(findings).as("of the rule %s, in %s", rule, file).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.what()).contains(what);
            assertThat(finding.mend()).isNotBlank();
            assertThat(Files.isRegularFile(finding.place().file())).isTrue();
        });
    }

    @Test
    void everyRuleHasAnOverlayThatBreaksIt() {
        Set<String> broken = broken().map(row -> (String) row.get()[0]).collect(Collectors.toSet());
        assertThat(Rules.ALL).extracting(Rule::name).containsExactlyInAnyOrderElementsOf(broken);
    }

    /** Flink's own command line takes --config for its --configDir, unless it ends before. */
    @Test
    void aStandaloneClusterIsGivenTheArgumentsAfterTwoHyphens() throws Exception {
        CopiedManifests manifests = CopiedManifests.into(folder)
                .with(JOBS, "mode: native", "mode: standalone")
                .with("base/aml.yaml", "[\"--config\"", "[\"--\", \"--config\"")
                .with("base/market.yaml", "[\"--config\"", "[\"--\", \"--config\"");
        assertThat(Rules.check(manifests.render("production-aws"))).isEmpty();
        manifests.with(JOBS, "mode: standalone", "mode: native");
        assertThat(Rules.check(manifests.render("production-aws")))
                .extracting(Finding::mend)
                .anyMatch(mend -> mend.startsWith("write [--config, /opt"));
    }

    @Test
    void aFindingPointsToTheLineOfTheConfigurationFile() throws Exception {
        List<Finding> findings = Rules.check(CopiedManifests.into(folder)
                .with(CONFIG, "bootstrapServers:", "bootstrapServer:")
                .render("production-aws"));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.place().file()).isEqualTo(folder.resolve(CONFIG));
            assertThat(finding.place().line()).isEqualTo(5);
        });
    }

    @Test
    void aPatchedValueIsFoundWhereThePatchWroteIt() throws Exception {
        List<Finding> findings = Rules.check(CopiedManifests.into(folder)
                .with(PRODUCTION, "s3.encryption.key:", "s3.encryption.keys:")
                .render("production-aws"));
        assertThat(findings).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.place().file()).isEqualTo(folder.resolve(PRODUCTION));
            assertThat(finding.place().line()).isEqualTo(12);
        });
    }

    /** In the place of the whole component, and not beside it: its rules and dashboards have Prometheus' names. */
    @ParameterizedTest
    @ValueSource(strings = {"staging", "production-aws"})
    void anOverlayWithACollectorInThePlaceOfPrometheusBreaksNoRule(String overlay) throws Exception {
        Overlay rendered = CopiedManifests.into(folder)
                .with(
                        "overlays/" + overlay + "/kustomization.yaml",
                        "  - ../../observability\n",
                        "  - ../../observability/otel\n")
                .render(overlay);
        assertThat(Rules.check(rendered)).isEmpty();
        assertThat(rendered.ofKind("FlinkDeployment")).hasSize(2).allSatisfy(job -> assertThat(
                        job.text(Flink.option("metrics.reporters"), ""))
                .isEqualTo("otel"));
        assertThat(rendered.ofKind("NetworkPolicy")).extracting(Manifest::name).contains("finai-to-collector");
        assertThat(rendered.manifests()).extracting(Manifest::kind).doesNotContain("PodMonitor", "PrometheusRule");
    }

    @Test
    void theSavepointByHandIsAnObjectOfTheOperatorAndStays() throws Exception {
        CopiedManifests manifests = CopiedManifests.into(folder)
                .with("base/kustomization.yaml", "  - aml.yaml", "  - aml.yaml\n  - ../savepoint.yaml");
        assertThat(Rules.check(manifests.render("local"))).isEmpty();
        manifests.with("savepoint.yaml", "    disposeOnDelete: false", "    disposeOnDeleet: false");
        assertThat(Rules.check(manifests.render("local")))
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("known-fields", "kept-snapshots");
    }
}
