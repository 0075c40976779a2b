package org.cairn.credential.proof;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tools.jackson.databind.JsonNode;

/**
 * The canonical form of a JSON-LD document: its statements as N-Quads in the order of RDFC-1.0.
 *
 * @see <a href="https://www.w3.org/TR/rdf-canon/">RDF Dataset Canonicalization</a>
 */
final class Canonical {

    private Canonical() {}

    /**
     * Returns the N-Quads of the document.
     *
     * @throws NotCanonical when it uses a term that no context defines, or a context that is not bundled
     */
    static String form(JsonNode document) {
        RdfCanon canon = RdfCanon.create(sha256());
        StringWriter writer = new StringWriter(4096);
        try {
            JsonLd.toRdf(JsonDocument.of(new StringReader(document.toString())))
                    .options(options())
                    .provide(canon);
            canon.provide(new NQuadsWriter(writer));
        } catch (JsonLdError | RdfConsumerException e) {
            throw new NotCanonical(reason(e), e);
        }
        return writer.toString();
    }

    /** Returns the SHA-256 of the canonical form in UTF-8: 32 bytes. */
    static byte[] hash(JsonNode document) {
        return sha256().digest(form(document).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonLdOptions options() {
        JsonLdOptions options = new JsonLdOptions(Contexts.BUNDLED);
        options.setUndefinedTermsPolicy(JsonLdOptions.ProcessingPolicy.Fail);
        return options;
    }

    /** The library hides the telling message in the cause. */
    private static String reason(Exception e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Says why a document has no canonical form. */
    static final class NotCanonical extends IllegalArgumentException {
        NotCanonical(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
