package org.cairn.credential.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The two test vectors that 1EdTech's Open Badges 3.0 Implementation Guide publishes, with its test key. */
class PublishedVectorsTests {

    private static final String PUBLIC = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
    private static final String SECRET =
            "zrv2bqTbNwCTsRrHFcJCPjVAduh4Ezcnoq1A3ZxH1GWTNkxipLVuaAoMFmze2gFN9oNXfJjufxSHWVZzsJiUsMHFMcx";
    private static final Instant CREATED = Instant.parse("2010-01-01T19:23:24Z");

    @ParameterizedTest
    @CsvSource({
        "teamwork-badge, z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr",
        "sample-transcript, zF52sU1nfPAjcwCqtgxPNSor6SJnAzRBwZW5VNQXPt8xXCHkd39sgqj32DnMjhFCzbyHsLkhQ8HpBqQTkMgXy329"
    })
    void publishedProofsAreReproducedToTheByte(String name, String proofValue) throws Exception {
        ObjectNode signed = DataIntegrity.sign(vector(name), testKey(), CREATED);

        assertThat(signed.path("proof").path(0).path("proofValue").asString()).isEqualTo(proofValue);
        assertThat(DataIntegrity.verify(signed, Multikey.read(PUBLIC))).isTrue();
    }

    @Test
    void publishedHashesAreReproduced() throws Exception {
        ObjectNode badge = vector("teamwork-badge");
        ObjectNode config = (ObjectNode) DataIntegrity.sign(badge, testKey(), CREATED)
                .path("proof")
                .path(0)
                .deepCopy();
        config.remove("proofValue");
        config.set("@context", badge.path("@context").deepCopy());

        assertThat(HexFormat.of().formatHex(Canonical.hash(badge)))
                .isEqualTo("87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773");
        assertThat(HexFormat.of().formatHex(Canonical.hash(config)))
                .isEqualTo("d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19");
    }

    @Test
    void badgeInsideThePublishedTranscriptVerifiesByItself() throws Exception {
        var inner = vector("sample-transcript")
                .path("credentialSubject")
                .path("verifiableCredential")
                .path(0);

        assertThat(DataIntegrity.verify(inner, Multikey.read(PUBLIC))).isTrue();
    }

    @Test
    void multikeyGoesThereAndBack() {
        assertThat(Multikey.of(Multikey.read(PUBLIC))).isEqualTo(PUBLIC);
    }

    @Test
    void bundledContextsAreThePublishedBytes() throws Exception {
        assertThat(List.of(
                        digest("credentials-v2.jsonld"),
                        digest("ob-v3p0-3.0.3.json"),
                        digest("ob-v3p0-extensions.json"),
                        digest("clr-v2p0-2.0.1.json")))
                .containsExactly(
                        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
                        "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761",
                        "146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3",
                        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6");
    }

    private static String digest(String file) throws Exception {
        try (InputStream stream = Contexts.open(file)) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(stream.readAllBytes()));
        }
    }

    static ObjectNode vector(String name) throws Exception {
        try (InputStream stream =
                PublishedVectorsTests.class.getResourceAsStream("/org/cairn/credential/vectors/" + name + ".json")) {
            return (ObjectNode) JsonMapper.shared().readTree(stream);
        }
    }

    /** The published secret: two bytes that name the kind, the seed, the public key. */
    static SigningKey testKey() throws Exception {
        byte[] seed = Arrays.copyOfRange(Multibase.decode(SECRET), 2, 34);
        PrivateKey key = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        return new SigningKey("https://example.edu/issuers/565049#" + PUBLIC, key);
    }
}
