package org.cairn.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.cairn.TestDatabase;
import org.cairn.award.Award;
import org.cairn.people.LearnerId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/**
 * A stranger's verifier, written from the specifications alone: it reads the public addresses and shares no code with
 * what signs.
 */
class IndependentVerificationTests {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final Map<String, String> CONTEXTS = Map.of(
            "https://www.w3.org/ns/credentials/v2", "credentials-v2.jsonld",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "ob-v3p0-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json", "ob-v3p0-extensions.json");

    private final TestHouse house = new TestHouse(TestDatabase.H2);
    private final LearnerId learner = house.learner("ada@example.edu");
    private final MockMvc web =
            MockMvcBuilders.standaloneSetup(house.get(PublicDocuments.class)).build();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void badgeAndItsStatusListVerify() throws Exception {
        JsonObject badge = fetch(shared(house.award(learner)));

        assertThat(verifies(badge)).isTrue();
        assertThat(verifies(statusList(badge))).isTrue();
        assertThat(isRevoked(badge)).isFalse();
    }

    @Test
    void stackVerifies() throws Exception {
        house.badge(house.stack());
        house.award(learner);
        Award stack = house.award(learner, "stack", 1, Award.State.ISSUED, TestHouse.EARNED, List.of("award:a"));

        assertThat(verifies(fetch(shared(stack)))).isTrue();
    }

    @Test
    void revocationIsSeenAtOnceAndTakenBackAtOnce() throws Exception {
        Award award = house.award(learner);
        Credential credential = shared(award);
        JsonObject badge = fetch(credential);
        assertThat(isRevoked(badge)).isFalse();

        house.put(award, Award.State.REVOKED, award.earnedAt());
        house.credentials().verify(credential);
        assertThat(isRevoked(badge)).isTrue();
        assertThat(verifies(statusList(badge))).isTrue();

        house.put(award, Award.State.ISSUED, award.earnedAt());
        house.credentials().verify(credential);
        assertThat(isRevoked(badge)).isFalse();
    }

    @Test
    void anyOneChangedByteOfAnyTextIsNoticed() throws Exception {
        String badge = fetch(shared(house.award(learner))).toString();
        int tried = 0;
        for (int at = badge.indexOf("\"id\""); at < badge.indexOf("\"proof\""); at += 7) {
            char old = badge.charAt(at);
            if (!Character.isLetterOrDigit(old) || insideName(badge, at)) {
                continue;
            }
            String tampered = badge.substring(0, at) + (old == 'q' ? 'w' : 'q') + badge.substring(at + 1);
            assertThat(verifiesOrFails(tampered))
                    .as("byte %d: %s", at, tampered.substring(Math.max(0, at - 30), at + 10))
                    .isFalse();
            tried++;
        }
        assertThat(tried).isGreaterThan(100);
    }

    private Credential shared(Award award) {
        Credential credential = house.credential(award);
        house.credentials().share(learner, credential.id(), true);
        return credential;
    }

    /** Names of members and of types are covered by the vocabulary check, not by the signature alone. */
    private static boolean insideName(String json, int at) {
        int end = json.indexOf('"', at);
        return json.charAt(end + 1) == ':' || json.substring(0, at).endsWith("\"");
    }

    private boolean verifiesOrFails(String document) {
        try {
            return verifies(parse(document));
        } catch (Exception e) {
            return false;
        }
    }

    private boolean verifies(JsonObject document) throws Exception {
        JsonObject proof = document.getJsonArray("proof").getJsonObject(0);
        JsonObject config = Json.createObjectBuilder(proof)
                .remove("proofValue")
                .add("@context", document.get("@context"))
                .build();
        JsonObject unsigned = Json.createObjectBuilder(document).remove("proof").build();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key(document, proof.getString("verificationMethod")));
        signature.update(sha256(canonical(config)));
        signature.update(sha256(canonical(unsigned)));
        return signature.verify(base58(proof.getString("proofValue")));
    }

    private PublicKey key(JsonObject document, String method) throws Exception {
        String issuer = document.get("issuer").getValueType() == jakarta.json.JsonValue.ValueType.STRING
                ? document.getString("issuer")
                : document.getJsonObject("issuer").getString("id");
        String path = "/" + issuer.replace("did:web:badges.example.edu:", "").replace(':', '/') + "/did.json";
        JsonObject did = fetch(path);
        boolean mayAssert = did.getJsonArray("assertionMethod").toString().contains("\"" + method + "\"");
        if (!did.getString("id").equals(issuer) || !mayAssert) {
            throw new IllegalStateException("the issuer does not publish the key");
        }
        for (JsonObject each : did.getJsonArray("verificationMethod").getValuesAs(JsonObject.class)) {
            if (each.getString("id").equals(method)) {
                return ed25519(base58(each.getString("publicKeyMultibase")));
            }
        }
        throw new IllegalStateException("the method is not in the DID document");
    }

    /** RFC 8032: the point's y in little-endian order, the sign of x in the topmost bit. */
    private static PublicKey ed25519(byte[] multikey) throws Exception {
        assertThat(multikey).hasSize(34).startsWith(0xed, 0x01);
        byte[] reversed = new byte[32];
        for (int i = 0; i < 32; i++) {
            reversed[i] = multikey[33 - i];
        }
        boolean odd = (reversed[0] & 0x80) != 0;
        reversed[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, reversed))));
    }

    private boolean isRevoked(JsonObject badge) throws Exception {
        JsonObject list = statusList(badge);
        String encoded = list.getJsonObject("credentialSubject").getString("encodedList");
        byte[] gzip = Base64.getUrlDecoder().decode(encoded.substring(1));
        byte[] bits = new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
        int index = Integer.parseInt(badge.getJsonObject("credentialStatus").getString("statusListIndex"));
        return (bits[index / 8] >> (7 - index % 8) & 1) == 1;
    }

    private JsonObject statusList(JsonObject badge) throws Exception {
        String url = badge.getJsonObject("credentialStatus").getString("statusListCredential");
        return fetch(url.replace("https://badges.example.edu", ""));
    }

    private JsonObject fetch(Credential credential) throws Exception {
        return fetch(credential.path() + ".json");
    }

    private JsonObject fetch(String path) throws Exception {
        var answer = web.perform(get(path)).andReturn().getResponse();
        if (answer.getStatus() != 200) {
            throw new IllegalStateException(path + " answered " + answer.getStatus());
        }
        return parse(new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private static JsonObject parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static String canonical(JsonObject document) throws Exception {
        DocumentLoader loader = (url, options) -> {
            try (InputStream stream = IndependentVerificationTests.class.getResourceAsStream(
                    "contexts/" + CONTEXTS.get(url.toString()))) {
                return JsonDocument.of(stream);
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        };
        RdfCanon canon = RdfCanon.create("SHA-256");
        JsonLd.toRdf(JsonDocument.of(document))
                .options(new JsonLdOptions(loader))
                .provide(canon);
        StringWriter text = new StringWriter();
        canon.provide(new NQuadsWriter(text));
        return text.toString();
    }

    private static byte[] sha256(String text) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Grows the number digit by digit in base 256; long division has no part in it. */
    private static byte[] base58(String multibase) {
        int[] digits = new int[multibase.length()];
        int used = 0;
        int zeros = 0;
        boolean leading = true;
        for (char each : multibase.substring(1).toCharArray()) {
            int carry = ALPHABET.indexOf(each);
            if (carry < 0) {
                throw new IllegalArgumentException("not base58");
            }
            leading &= carry == 0;
            zeros += leading ? 1 : 0;
            for (int i = 0; i < used || carry > 0; i++) {
                carry += (i < used ? digits[i] : 0) * 58;
                digits[i] = carry & 0xff;
                carry >>= 8;
                used = Math.max(used, i + 1);
            }
        }
        byte[] bytes = new byte[zeros + used];
        Arrays.fill(bytes, 0, zeros, (byte) 0);
        for (int i = 0; i < used; i++) {
            bytes[bytes.length - 1 - i] = (byte) digits[i];
        }
        return bytes;
    }
}
