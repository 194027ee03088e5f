package ai.finai.jobs.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates in keystore.jks and truststore.jks, as cert-manager puts them into a Secret. Made by the JDK's keytool. */
record KeyStores(Path folder) {

    static final String PASSWORD = "password-of-the-stores";

    Path keyStore() {
        return folder.resolve("keystore.jks");
    }

    Path trustStore() {
        return folder.resolve("truststore.jks");
    }

    /** A certificate that trusts itself: an authority, or what a job's processes have in common. */
    static KeyStores selfSigned(Path folder, String name) throws Exception {
        KeyStores stores = new KeyStores(Files.createDirectories(folder));
        stores.generate(name, "-ext", "bc:c");
        stores.trust(stores.export());
        return stores;
    }

    /** A certificate by this authority, which is what it trusts too. */
    KeyStores issue(Path to, String name, String alternativeNames) throws Exception {
        KeyStores stores = new KeyStores(Files.createDirectories(to));
        stores.generate(name);
        stores.keytool(
                "-certreq", "-alias", "own", "-file", to.resolve("request").toString());
        Path certificate = to.resolve("tls.crt");
        List<String> arguments = new ArrayList<>(List.of(
                "-gencert",
                "-alias",
                "own",
                "-rfc",
                "-ext",
                "eku=serverAuth,clientAuth",
                "-infile",
                to.resolve("request").toString(),
                "-outfile",
                certificate.toString()));
        if (!alternativeNames.isEmpty()) {
            arguments.addAll(List.of("-ext", "san=" + alternativeNames));
        }
        keytool(arguments.toArray(String[]::new));
        Path authority = export();
        stores.trust(authority);
        stores.keytool("-importcert", "-noprompt", "-alias", "authority", "-file", authority.toString());
        stores.keytool("-importcert", "-noprompt", "-alias", "own", "-file", certificate.toString());
        return stores;
    }

    /** As cert-manager writes it beside the certificate: PKCS 8 in PEM. */
    Path writeKey(Path file) throws Exception {
        byte[] key = load(keyStore()).getKey("own", PASSWORD.toCharArray()).getEncoded();
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n");
    }

    /** @param own null to show no certificate */
    static SSLContext context(KeyStores own, KeyStores trusted) throws Exception {
        KeyManager[] keys = null;
        if (own != null) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(load(own.keyStore()), PASSWORD.toCharArray());
            keys = factory.getKeyManagers();
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(trusted.trustStore()));
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("JKS");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void generate(String name, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2",
                "-dname",
                "CN=" + name));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
    }

    private Path export() throws Exception {
        Path certificate = folder.resolve("own.crt");
        keytool("-exportcert", "-rfc", "-alias", "own", "-file", certificate.toString());
        return certificate;
    }

    private void trust(Path certificate) throws Exception {
        run(trustStore(), "-importcert", "-noprompt", "-alias", "authority", "-file", certificate.toString());
    }

    private void keytool(String... arguments) throws Exception {
        run(keyStore(), arguments);
    }

    private static void run(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "JKS", "-storepass", PASSWORD));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keypass", PASSWORD));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
