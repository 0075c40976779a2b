package org.cairn.credential.proof;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs and checks JSON-LD documents with the cryptosuite {@code eddsa-rdfc-2022}.
 *
 * @see <a href="https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022">Data Integrity EdDSA Cryptosuites</a>
 */
public final class DataIntegrity {

    private static final String SUITE = "eddsa-rdfc-2022";
    private static final int HASH = 32;

    private DataIntegrity() {}

    /**
     * Returns the document with one proof; a proof it had is left out.
     *
     * @throws IllegalArgumentException when part of the document would not be covered by the signature
     */
    public static ObjectNode sign(ObjectNode document, SigningKey key, Instant created) {
        ObjectNode signed = document.deepCopy();
        signed.remove("proof");
        Wellformed.check(signed);
        ObjectNode proof = signed.objectNode()
                .put("type", "DataIntegrityProof")
                .put("created", created.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("verificationMethod", key.verificationMethod())
                .put("cryptosuite", SUITE)
                .put("proofPurpose", "assertionMethod");
        proof.put("proofValue", Multibase.encode(sign(toBeSigned(signed, proof), key)));
        signed.putArray("proof").add(proof);
        return signed;
    }

    /** Returns the verification method that the document's one proof names; empty text when there is none. */
    public static String verificationMethod(JsonNode signed) {
        return proofOf(signed).path("verificationMethod").asString("");
    }

    /** True when the document's one proof is of this suite and made over exactly this content with that key. */
    public static boolean verify(JsonNode signed, PublicKey key) {
        if (!(signed instanceof ObjectNode document) || !(proofOf(signed) instanceof ObjectNode proof)) {
            return false;
        }
        if (!"DataIntegrityProof".equals(proof.path("type").asString(""))
                || !SUITE.equals(proof.path("cryptosuite").asString(""))
                || !"assertionMethod".equals(proof.path("proofPurpose").asString(""))) {
            return false;
        }
        try {
            byte[] signature = Multibase.decode(proof.path("proofValue").asString(""));
            ObjectNode unsigned = document.deepCopy();
            unsigned.remove("proof");
            Wellformed.check(unsigned);
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(toBeSigned(unsigned, proof));
            return verifier.verify(signature);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return false;
        }
    }

    private static JsonNode proofOf(JsonNode signed) {
        JsonNode proof = signed.path("proof");
        return proof.isArray() && proof.size() == 1 ? proof.path(0) : proof;
    }

    /** The hash of the proof's own statements comes first, then that of the document. */
    private static byte[] toBeSigned(ObjectNode unsigned, ObjectNode proof) {
        ObjectNode config = proof.deepCopy();
        config.remove("proofValue");
        config.set("@context", unsigned.path("@context").deepCopy());
        byte[] bytes = new byte[2 * HASH];
        System.arraycopy(ProofConfigs.hash(config), 0, bytes, 0, HASH);
        System.arraycopy(Canonical.hash(unsigned), 0, bytes, HASH, HASH);
        return bytes;
    }

    private static byte[] sign(byte[] bytes, SigningKey key) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key.privateKey());
            signer.update(bytes);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with Ed25519 failed", e);
        }
    }
}
