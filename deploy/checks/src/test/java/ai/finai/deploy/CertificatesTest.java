package ai.finai.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What cert-manager is asked for is what the component tls mounts. */
class CertificatesTest {

    @Test
    void everySecretOfTheStoresIsMadeWithTheStoresThatFlinkReads() throws Exception {
        Map<String, Manifest> certificates = certificates();
        TreeSet<String> mounted = new TreeSet<>();
        for (Manifest job : Overlay.render(CopiedManifests.ORIGINAL.resolve("overlays/production-aws"))
                .ofKind("FlinkDeployment")) {
            for (int i = 0; job.at("/spec/podTemplate/spec/volumes/" + i) != null; i++) {
                String volume = "/spec/podTemplate/spec/volumes/" + i;
                if (job.text(volume + "/name", "").startsWith("tls-")) {
                    mounted.add(job.text(volume + "/secret/secretName", ""));
                }
            }
            Manifest rest = certificates.get(job.name() + "-tls");
            assertThat((List<?>) rest.at("/spec/dnsNames"))
                    .as("names of the service that the operator calls")
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                    .contains(job.name() + "-rest." + job.namespace());
        }
        assertThat(mounted)
                .containsExactly("finai-aml-internal", "finai-aml-tls", "finai-market-internal", "finai-market-tls");
        assertThat(mounted).allSatisfy(secret -> {
            Manifest certificate = certificates.get(secret);
            assertThat(certificate).as(secret).isNotNull();
            assertThat(certificate.at("/spec/keystores/jks/create")).isEqualTo(true);
            assertThat(certificate.at("/spec/privateKey/algorithm")).isEqualTo("RSA");
        });
    }

    /** Else who may ask one job's REST interface could also speak as a TaskManager of the other. */
    @Test
    void whatIsTrustedBetweenProcessesIsTrustedNowhereElse() throws Exception {
        certificates().forEach((secret, certificate) -> assertThat(certificate.text("/spec/issuerRef/name", ""))
                .as(secret)
                .isEqualTo(
                        secret.endsWith("-internal") || certificate.at("/spec/isCA") != null
                                ? "finai-self-signed"
                                : "finai-rest"));
    }

    /** The authority that signs them says whom REST obeys. */
    @Test
    void noJobCanShowItsCertificateToTheRestInterfaceOfAnother() throws Exception {
        certificates().forEach((secret, certificate) -> {
            if (certificate.text("/spec/issuerRef/name", "").equals("finai-rest")
                    && !secret.startsWith("flink-operator")) {
                assertThat(certificate.at("/spec/usages").toString()).as(secret).doesNotContain("client auth");
            }
        });
    }

    private static Map<String, Manifest> certificates() throws Exception {
        Map<String, Manifest> bySecret = new TreeMap<>();
        for (Tree document : ManifestFile.read(CopiedManifests.ORIGINAL.resolve("certificates.yaml"))) {
            Manifest manifest = new Manifest(document);
            if (manifest.kind().equals("Certificate")) {
                bySecret.put(manifest.text("/spec/secretName", ""), manifest);
            }
        }
        return bySecret;
    }
}
