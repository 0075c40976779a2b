package org.cairn;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;

/**
 * A learning platform for tests: it has keys, publishes them on loopback, and signs whatever a test wants signed.
 *
 * <pre>{@code
 * try (TestPlatform canvas = TestPlatform.canvas()) {
 *     platforms.register(canvas.registration());
 *     TestBrowser browser = canvas.browser(URI.create("http://127.0.0.1:" + port), publicUrl);
 *     TestBrowser.Page page = browser.launch(canvas.student("sub-1").inCourse("context-1", "Course one"));
 *     // page.status(), page.body(), page.url(); then browser.get("/student"), browser.post("/student/share", form)
 * }
 * }</pre>
 */
public final class TestPlatform implements AutoCloseable {

    public static final String DEPLOYMENT = "1:deployment";

    private final Family family;
    private final String name;
    private final String clientId = UUID.randomUUID().toString();
    private final HttpServer server;
    private final AtomicInteger keyFetches = new AtomicInteger();
    private volatile RSAKey key = newKey(2048);
    private volatile String keySet = new JWKSet(key.toPublicJWK()).toString();
    private volatile Clock clock = Clock.systemUTC();

    private TestPlatform(Family family) {
        this.family = family;
        this.name = family + "-" + clientId.substring(0, 8);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/jwks", exchange -> {
            keyFetches.incrementAndGet();
            byte[] body = keySet.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public static TestPlatform canvas() {
        return new TestPlatform(Family.CANVAS);
    }

    public static TestPlatform moodle() {
        return new TestPlatform(Family.MOODLE);
    }

    public static TestPlatform of(Family family) {
        return new TestPlatform(family);
    }

    /** Returns an issuer that no other platform of this test run has, although ports come back. */
    public String issuer() {
        return origin() + "/" + clientId.substring(0, 8);
    }

    public String clientId() {
        return clientId;
    }

    public String name() {
        return name;
    }

    /** Where this platform's pages are: its issuer, authorization URL and keys share this origin. */
    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public URI jwksUrl() {
        return URI.create(origin() + "/jwks");
    }

    public NewPlatform registration() {
        return registration("Test University");
    }

    public NewPlatform registration(String institution) {
        return new NewPlatform(
                institution,
                name,
                family,
                issuer(),
                clientId,
                URI.create(origin() + "/authorize"),
                URI.create(origin() + "/token"),
                jwksUrl(),
                List.of(DEPLOYMENT));
    }

    /** Returns a browser that reaches the tool at one address and knows it by its public URL. */
    public TestBrowser browser(URI toolAddress, URI publicUrl) {
        return new TestBrowser(this, toolAddress, publicUrl);
    }

    public TestLaunch student(String sub) {
        return person(sub)
                .roles(
                        "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student",
                        "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner");
    }

    public TestLaunch instructor(String sub) {
        return person(sub).roles("http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor");
    }

    public TestLaunch administrator(String sub) {
        return person(sub).roles("http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator");
    }

    public TestLaunch person(String sub) {
        return new TestLaunch(this, sub);
    }

    /** The key that signs now. */
    public RSAKey key() {
        return key;
    }

    /** Signs with a new key from now on, and publishes it beside the old one. */
    public void rotateKey() {
        RSAKey old = key;
        key = newKey(2048);
        keySet = new JWKSet(List.of(old.toPublicJWK(), key.toPublicJWK())).toString();
    }

    /** Publishes this text as the key set. */
    public void publish(String jwks) {
        keySet = jwks;
    }

    /** How often the key set was fetched. */
    public int keyFetches() {
        return keyFetches.get();
    }

    public Clock clock() {
        return clock;
    }

    public void useClock(Clock other) {
        clock = other;
    }

    public static RSAKey newKey(int bits) {
        try {
            return new RSAKeyGenerator(bits, true)
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
