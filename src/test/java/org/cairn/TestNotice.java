package org.cairn;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** One notice as a {@link TestPlatform} would send it; every claim can be changed or left out. */
public final class TestNotice {

    private static final String LTI = TestLaunch.LTI;
    private static final JsonMapper JSON = new JsonMapper();

    private final TestPlatform platform;
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private RSAKey key;

    private TestNotice(TestPlatform platform, String type) {
        this.platform = platform;
        this.key = platform.key();
        long now = platform.clock().instant().getEpochSecond();
        claims.put("iss", platform.issuer());
        claims.put("aud", platform.clientId());
        claims.put("azp", platform.clientId());
        claims.put("iat", now);
        claims.put("exp", now + 3600);
        claims.put("nonce", UUID.randomUUID().toString());
        claims.put(LTI + "version", "1.3.0");
        claims.put(LTI + "deployment_id", TestPlatform.DEPLOYMENT);
        claims.put(
                LTI + "notice",
                Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "timestamp",
                        platform.clock().instant().toString(),
                        "type",
                        type));
    }

    public static TestNotice of(TestPlatform platform, String type) {
        return new TestNotice(platform, type);
    }

    public static TestNotice hello(TestPlatform platform) {
        return of(platform, "LtiHelloWorldNotice")
                .claim(LTI + "context", Map.of("id", "account", "type", List.of("Account")));
    }

    public static TestNotice copy(TestPlatform platform, String from, String to) {
        return of(platform, "LtiContextCopyNotice")
                .claim(LTI + "context", Map.of("id", to, "label", "copy", "title", "Copied course"))
                .claim(LTI + "origin_contexts", List.of(from));
    }

    /** Sets a claim; null leaves it out. */
    public TestNotice claim(String name, Object value) {
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
        return this;
    }

    public TestNotice lti(String name, Object value) {
        return claim(LTI + name, value);
    }

    public TestNotice signedWith(RSAKey other) {
        key = other;
        return this;
    }

    public String jwt() {
        try {
            JWSObject jws = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build(),
                    new Payload(JSON.writeValueAsString(claims)));
            jws.sign(new RSASSASigner(key));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of a delivery. */
    public static String body(String... jwts) {
        return JSON.writeValueAsString(Map.of(
                "notices", Arrays.stream(jwts).map(jwt -> Map.of("jwt", jwt)).toList()));
    }
}
