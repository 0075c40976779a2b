package org.cairn.ingest.endpoint;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.apache.catalina.startup.Tomcat;
import org.cairn.ingest.TestIngest;
import org.cairn.net.KeySets;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint in a real web server, and a sender with keys of its own. */
public final class TestEndpoint implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();
    private final com.sun.net.httpserver.HttpServer sender;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile JWKSet published;
    public volatile int keysStatus = 200;
    public final AtomicInteger keyFetches = new AtomicInteger();
    public final int port;
    private final Refusals refusals;

    public TestEndpoint(TestIngest node, Clock clock, Format format) throws Exception {
        this(node, clock, (senders, reception) -> List.of(new EventsDoor(format, senders, reception)));
    }

    /** With doors of one's own, made of what every door needs. */
    public TestEndpoint(TestIngest node, Clock clock, BiFunction<Senders, Reception, List<Door>> doors)
            throws Exception {
        this(node, clock, doors, Room.ofThisMachine());
    }

    /** With so much room for requests. */
    TestEndpoint(TestIngest node, Clock clock, BiFunction<Senders, Reception, List<Door>> doors, Room room)
            throws Exception {
        sender = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        published = new JWKSet(List.of());
        sender.createContext("/jwks", exchange -> {
            keyFetches.incrementAndGet();
            byte[] body = published.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(keysStatus, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        sender.start();
        Map<URI, com.nimbusds.jose.jwk.source.JWKSource<com.nimbusds.jose.proc.SecurityContext>> sources =
                new java.util.concurrent.ConcurrentHashMap<>();
        KeySets keySets = url -> sources.computeIfAbsent(url, TestEndpoint::source);
        Senders senders = new Senders(new Signatures(keySets), new BadSignatures(clock));
        refusals = new Refusals(
                new JdbcRefusals(new JdbcTemplate(node.database.dataSource()), node.lti.platforms()), clock);
        IngestServlet servlet = new IngestServlet(
                node.openFeeds,
                doors.apply(senders, new Reception(node.inbox)),
                refusals,
                JsonMapper.builder().build(),
                room);
        port = serve(servlet);
    }

    private static com.nimbusds.jose.jwk.source.JWKSource<com.nimbusds.jose.proc.SecurityContext> source(URI url) {
        try {
            return JWKSourceBuilder.create(url.toURL())
                    .rateLimited(false)
                    .retrying(false)
                    .build();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private int serve(IngestServlet servlet) throws Exception {
        java.util.logging.Logger.getLogger("org.apache").setLevel(java.util.logging.Level.WARNING);
        tomcat.setBaseDir(new File("target/test-tomcat").getAbsolutePath());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        tomcat.getConnector().getProtocolHandler().setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "ingest", servlet);
        context.addServletMappingDecoded("/ingest/*", "ingest");
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    /** Writes down what was refused, as a running application does every few seconds. */
    public void noteRefusals() {
        refusals.flush();
    }

    public URI jwksUrl() {
        return URI.create(
                "http://127.0.0.1:%d/jwks".formatted(sender.getAddress().getPort()));
    }

    public static RSAKey key(String id) throws Exception {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    public void publish(RSAKey... keys) {
        published = new JWKSet(List.of(keys)).toPublicJWKSet();
    }

    public static String sign(RSAKey key, String payload) throws Exception {
        return sign(
                key,
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                payload);
    }

    public static String sign(RSAKey key, JWSHeader header, String payload) throws Exception {
        JWSObject jws = new JWSObject(header, new Payload(payload));
        jws.sign(new RSASSASigner(key));
        return jws.serialize();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }

    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        sender.stop(0);
    }
}
