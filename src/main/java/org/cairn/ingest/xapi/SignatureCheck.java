package org.cairn.ingest.xapi;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.X509CertUtils;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Set;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.reading.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Signed statements (Data 2.6): a JSON web signature over the statement, which comes as one of its attachments. */
final class SignatureCheck {

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);

    private SignatureCheck() {}

    static void check(JsonNode statement, JsonNode attachment, Multipart.@Nullable File file) throws Problem {
        if (!attachment.path("contentType").asString("").equals("application/octet-stream")) {
            throw Exchange.bad("A signature must have the contentType application/octet-stream.");
        }
        if (file == null) {
            throw Exchange.bad("A signature must come as a part of the body.");
        }
        JWSObject signature = parse(new String(file.content(), StandardCharsets.US_ASCII).strip());
        if (!ALGORITHMS.contains(signature.getHeader().getAlgorithm())) {
            throw Exchange.bad("A signature must be made by RS256, RS384 or RS512.");
        }
        verify(signature);
        if (!Sameness.of(payload(signature), statement)) {
            throw Exchange.bad("What was signed is another statement.");
        }
    }

    private static JWSObject parse(String text) throws Problem {
        try {
            return JWSObject.parse(text);
        } catch (ParseException | IllegalArgumentException e) {
            throw Exchange.bad("A signature is no JSON web signature that can be read.");
        }
    }

    private static JsonNode payload(JWSObject signature) throws Problem {
        try {
            return StrictJson.read(signature.getPayload().toBytes());
        } catch (StrictJson.Unreadable e) {
            throw Exchange.bad("What was signed is not JSON.");
        }
    }

    /** Without a certificate nobody can tell who signed; with one, it must at least be its key. */
    private static void verify(JWSObject signature) throws Problem {
        var chain = signature.getHeader().getX509CertChain();
        if (chain == null || chain.isEmpty()) {
            return;
        }
        X509Certificate certificate = X509CertUtils.parse(chain.getFirst().decode());
        try {
            if (certificate == null
                    || !(certificate.getPublicKey() instanceof RSAPublicKey key)
                    || !signature.verify(new RSASSAVerifier(key))) {
                throw Exchange.bad("A signature does not match the certificate that it names.");
            }
        } catch (JOSEException | IllegalStateException e) {
            throw Exchange.bad("A signature cannot be verified.");
        }
    }
}
