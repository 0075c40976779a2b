package org.cairn.net;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates good and bad, made by the JDK's own tool under an authority of the tests. */
final class TestCertificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path file;

    TestCertificates(Path folder) throws Exception {
        this.file = folder.resolve("keys.p12");
        keytool("ca", "CN=Authority", "-ext", "bc:c");
        keytool("good", "CN=localhost", "-ext", "SAN=dns:localhost,dns:rebind.example", "-signer", "ca");
        keytool("other", "CN=other", "-ext", "SAN=dns:other.example.edu", "-signer", "ca");
        keytool(
                "expired",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-signer",
                "ca",
                "-startdate",
                "-10d",
                "-validity",
                "5");
        keytool("self", "CN=localhost", "-ext", "SAN=dns:localhost");
    }

    private void keytool(String alias, String name, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }

    /** What a server with this certificate and no other uses. */
    SSLContext server(String alias) throws Exception {
        KeyStore all = all();
        KeyStore one = empty();
        one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** What a client that trusts the authority uses. */
    SSLContext client() throws Exception {
        KeyStore trusted = empty();
        Certificate authority = all().getCertificate("ca");
        trusted.setCertificateEntry("ca", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Writes a trust store that holds the authority alone, and returns the options with which Java uses it. */
    Map<String, String> trustStore(Path to) throws Exception {
        KeyStore trusted = empty();
        trusted.setCertificateEntry("ca", all().getCertificate("ca"));
        try (OutputStream out = Files.newOutputStream(to)) {
            trusted.store(out, PASSWORD);
        }
        return Map.of(
                "javax.net.ssl.trustStore", to.toString(), "javax.net.ssl.trustStorePassword", new String(PASSWORD));
    }

    private KeyStore all() throws Exception {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            all.load(in, PASSWORD);
        }
        return all;
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }
}
