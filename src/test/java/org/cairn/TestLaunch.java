package org.cairn;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/** One launch as a {@link TestPlatform} would send it; every claim can be changed, added or left out. */
public final class TestLaunch {

    public static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";

    private static final JsonMapper JSON = new JsonMapper();

    private final TestPlatform platform;
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final Map<String, Object> custom = new LinkedHashMap<>();
    private final Map<String, String> loginParameters = new LinkedHashMap<>();
    private UnaryOperator<String> payload = UnaryOperator.identity();
    private UnaryOperator<String> token = UnaryOperator.identity();
    private String header = "";
    private RSAKey signedWith;

    TestLaunch(TestPlatform platform, String sub) {
        this.platform = platform;
        claims.put("iss", platform.issuer());
        claims.put("aud", platform.clientId());
        claims.put("sub", sub);
        claims.put(LTI + "version", "1.3.0");
        claims.put(LTI + "message_type", "LtiResourceLinkRequest");
        claims.put(LTI + "deployment_id", TestPlatform.DEPLOYMENT);
        claims.put(LTI + "resource_link", Map.of("id", "link-1"));
        claims.put(LTI + "roles", List.of());
        claims.put(LTI + "custom", custom);
        loginParameters.put("iss", platform.issuer());
        loginParameters.put("client_id", platform.clientId());
        loginParameters.put("login_hint", "hint-for-" + sub);
        loginParameters.put("lti_message_hint", "message-hint");
    }

    public TestLaunch roles(String... roles) {
        return claim(LTI + "roles", List.of(roles));
    }

    public TestLaunch inCourse(String contextId, String title) {
        return claim(LTI + "context", Map.of("id", contextId, "title", title));
    }

    public TestLaunch named(String name, String email) {
        return claim("name", name).claim("email", email);
    }

    public TestLaunch custom(String name, Object value) {
        custom.put(name, value);
        return this;
    }

    public TestLaunch claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    /** Leaves claims out, even those that are always set. */
    public TestLaunch without(String... names) {
        List.of(names).forEach(name -> claims.put(name, Absent.CLAIM));
        return this;
    }

    /** Sets a parameter of the login initiation; null leaves it out. */
    public TestLaunch login(String name, String value) {
        loginParameters.put(name, value);
        return this;
    }

    /** Replaces the header of the token by this JSON; the token is still signed with RS256. */
    public TestLaunch header(String json) {
        header = json;
        return this;
    }

    public TestLaunch signedWith(RSAKey key) {
        signedWith = key;
        return this;
    }

    /** Changes the JSON that is about to be signed. */
    public TestLaunch payload(UnaryOperator<String> change) {
        payload = change;
        return this;
    }

    /** Changes the token after it was signed. */
    public TestLaunch token(UnaryOperator<String> change) {
        token = change;
        return this;
    }

    Map<String, String> loginParameters() {
        return loginParameters;
    }

    /** Signs the id_token that answers a login. */
    public String sign(String nonce, String publicUrl) {
        long now = platform.clock().instant().getEpochSecond();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("nonce", nonce);
        all.put("iat", now);
        all.put("exp", now + 60);
        all.put(LTI + "target_link_uri", publicUrl + "/lti/launch");
        all.putAll(claims);
        all.values().removeIf(Absent.class::isInstance);
        String json = payload.apply(JSON.writeValueAsString(all));
        RSAKey key = signedWith == null ? platform.key() : signedWith;
        return token.apply(header.isEmpty() ? sign(json, key) : sign(json, key, header));
    }

    private enum Absent {
        CLAIM
    }

    private static String sign(String json, RSAKey key) {
        try {
            JWSObject jws = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build(),
                    new Payload(json));
            jws.sign(new RSASSASigner(key));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(String json, RSAKey key, String header) {
        String signed = Base64URL.encode(header) + "." + Base64URL.encode(json);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.toPrivateKey());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
