package org.cairn.drive;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sender that signs what it sends, and publishes its keys. */
public final class Signer implements AutoCloseable {

    private final List<RSAKey> published = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile RSAKey key;

    public Signer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/jwks", exchange -> {
            byte[] body = new JWKSet(new ArrayList<>(published))
                    .toPublicJWKSet()
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        rotate();
    }

    /** The settings of a feed that believes this sender. */
    public String settings() {
        return "\"jwksUrl\": \"http://127.0.0.1:%d/jwks\""
                .formatted(server.getAddress().getPort());
    }

    public RSAKey key() {
        return key;
    }

    /** Signs with a new key from now on, and publishes no other. */
    public void rotate() {
        key = made("key-" + System.identityHashCode(published) + "-" + System.nanoTime());
        published.clear();
        published.add(key);
    }

    /** A key that nobody published. */
    public static RSAKey made(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] sign(byte[] payload) {
        return sign(key, payload);
    }

    public byte[] sign(String payload) {
        return sign(payload.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] sign(RSAKey key, byte[] payload) {
        try {
            JWSObject jws = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    new Payload(payload));
            jws.sign(new RSASSASigner(key));
            return jws.serialize().getBytes(StandardCharsets.US_ASCII);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
