package org.cairn.credential.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import java.net.URI;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DataIntegrityTests {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00.987Z");

    private final ObjectNode badge = PublishedVectorsTests.vector("teamwork-badge");
    private final SigningKey key = PublishedVectorsTests.testKey();
    private final PublicKey publicKey = Multikey.read("z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi");

    DataIntegrityTests() throws Exception {}

    @Test
    void proofSaysWhenAndWithWhichKey() {
        ObjectNode signed = DataIntegrity.sign(badge, key, NOW);

        assertThat(signed.path("proof").isArray()).isTrue();
        assertThat(signed.path("proof").path(0).path("created").asString()).isEqualTo("2026-11-20T09:00:00Z");
        assertThat(DataIntegrity.verificationMethod(signed)).isEqualTo(key.verificationMethod());
        assertThat(signed.path("proof").path(0).has("@context")).isFalse();
    }

    @Test
    void signatureDoesNotDependOnOrderOrLayout() {
        ObjectNode signed = DataIntegrity.sign(badge, key, NOW);
        ObjectNode turned = badge.objectNode();
        List<String> names = List.copyOf(signed.propertyNames());
        names.reversed().forEach(name -> turned.set(name, signed.get(name)));
        ObjectNode again = (ObjectNode) JsonMapper.shared().readTree(turned.toPrettyString());

        assertThat(DataIntegrity.verify(again, publicKey)).isTrue();
    }

    @Test
    void everyChangedByteOfContentBreaksTheProof() {
        String signed = DataIntegrity.sign(badge, key, NOW).toString();
        int broken = 0;
        for (String word : List.of("Teamwork Badge", "Example Corp", "3527", "2010-01-01", "ebfeb1f7", "nominated")) {
            int at = signed.indexOf(word);
            char other = signed.charAt(at) == '1' ? '2' : (char) (signed.charAt(at) + 1);
            String tampered = signed.substring(0, at) + other + signed.substring(at + 1);
            assertThat(DataIntegrity.verify(JsonMapper.shared().readTree(tampered), publicKey))
                    .as(tampered)
                    .isFalse();
            broken++;
        }
        assertThat(broken).isEqualTo(6);
    }

    @Test
    void everyChangedMemberOfTheProofBreaksIt() {
        ObjectNode signed = DataIntegrity.sign(badge, key, NOW);
        for (var change : List.of(
                List.of("created", "2026-11-20T09:00:01Z"),
                List.of("verificationMethod", "https://example.edu/issuers/565049#other"),
                List.of("cryptosuite", "eddsa-jcs-2022"),
                List.of("proofPurpose", "authentication"),
                List.of("proofValue", "z11"),
                List.of("proofValue", "not multibase"),
                List.of("type", "Ed25519Signature2020"))) {
            ObjectNode tampered = signed.deepCopy();
            ((ObjectNode) tampered.path("proof").path(0)).put(change.get(0), change.get(1));
            assertThat(DataIntegrity.verify(tampered, publicKey))
                    .as("%s", change)
                    .isFalse();
        }
    }

    @Test
    void anotherKeyDoesNotVerify() throws Exception {
        var other = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThat(DataIntegrity.verify(DataIntegrity.sign(badge, key, NOW), other.getPublic()))
                .isFalse();
    }

    @Test
    void documentWithoutProofOrWithTwoDoesNotVerify() {
        ObjectNode signed = DataIntegrity.sign(badge, key, NOW);
        ObjectNode twice = signed.deepCopy();
        twice.withArray("proof").add(signed.path("proof").path(0).deepCopy());

        assertThat(DataIntegrity.verify(badge, publicKey)).isFalse();
        assertThat(DataIntegrity.verify(twice, publicKey)).isFalse();
    }

    @Test
    void addedMemberThatNoContextDefinesDoesNotVerify() {
        ObjectNode signed = DataIntegrity.sign(badge, key, NOW);
        signed.put("favouriteColour", "blue");

        assertThat(DataIntegrity.verify(signed, publicKey)).isFalse();
    }

    @Test
    void undefinedTermIsRefusedNotSigned() {
        badge.put("favouriteColour", "blue");

        assertThatThrownBy(() -> DataIntegrity.sign(badge, key, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endorsementJwtIsRefusedBecauseTheContextsInUseDisagreeAboutIt() {
        badge.putArray("endorsementJwt").add("e30.e30.sig");

        assertThatThrownBy(() -> DataIntegrity.sign(badge, key, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void undefinedTypeIsRefusedNotSigned() {
        badge.putArray("credentialSchema")
                .addObject()
                .put("id", "https://example.com/schema.json")
                .put("type", "SomebodysSchemaValidator");

        assertThatThrownBy(() -> DataIntegrity.sign(badge, key, NOW)).hasMessageContaining("/credentialSchema/type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "relative/path", "https://example.com/a b", "https://example.com/a[1]", "", "#x"})
    void idThatProcessorsWouldDropInSilenceIsRefused(String id) {
        badge.put("id", id);

        assertThatThrownBy(() -> DataIntegrity.sign(badge, key, NOW)).hasMessageContaining("/id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:uuid:91537dba-56cb-11ec-bf63-0242ac130002",
                "did:web:127.0.0.1%3A8080:issuers:91537dba-56cb-11ec-bf63-0242ac130002",
                "https://[::1]:8080/credentials/x",
                "https://example.edu/Prüfung"
            })
    void strictAbsoluteIdsOfAllKindsAreSignedAndCovered(String id) {
        badge.put("id", id);
        ObjectNode signed = DataIntegrity.sign(badge, key, NOW);

        assertThat(Canonical.form(badge)).contains("<" + id + "> <https://schema.org/name> \"Teamwork Badge\" .");
        assertThat(DataIntegrity.verify(signed, publicKey)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\bb", "a\fb", "a\u0000b", "a\u007fb", "a\u0085b", "half \ud83d"})
    void controlCharactersAreRefusedAtSigningAndCleanedBefore(String text) {
        badge.put("name", text);

        assertThatThrownBy(() -> DataIntegrity.sign(badge, key, NOW)).hasMessageContaining("/name");
        badge.put("name", Texts.clean(text));
        assertThat(DataIntegrity.verify(DataIntegrity.sign(badge, key, NOW), publicKey))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines\r\n", "\"quotes\" \\ {braces}", "non\u00a0breaking", "Prüfung 合格 🎓", ""})
    void ordinaryTextIsSignedAsItIs(String text) {
        badge.put("name", text);
        String stored = DataIntegrity.sign(badge, key, NOW).toString();

        assertThat(Texts.clean(text)).isEqualTo(text);
        assertThat(DataIntegrity.verify(JsonMapper.shared().readTree(stored), publicKey))
                .isTrue();
    }

    @Test
    void nullsAndEmptyArraysAreRefused() {
        ObjectNode other = badge.deepCopy();
        badge.putNull("description");
        other.putArray("evidence");

        assertThatThrownBy(() -> DataIntegrity.sign(badge, key, NOW)).hasMessageContaining("is null");
        assertThatThrownBy(() -> DataIntegrity.sign(other, key, NOW)).hasMessageContaining("empty array");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://www.w3.org/ns/did/v1", "http://127.0.0.1:1/x", "file:///etc/hostname"})
    void nothingButTheBundledContextsIsEverLoaded(String address) {
        assertThatThrownBy(() -> Contexts.BUNDLED.loadDocument(URI.create(address), new DocumentLoaderOptions()))
                .isInstanceOf(JsonLdError.class)
                .hasMessageContaining("not bundled");
        badge.putArray("@context").add(Contexts.CREDENTIALS).add(address);
        assertThatThrownBy(() -> DataIntegrity.sign(badge, key, NOW)).hasMessageContaining("not bundled");
    }

    @Test
    void keyDoesNotPrintItself() {
        assertThat(key.toString()).doesNotContain("Ed").contains("#z6Mk");
    }
}
