package org.cairn.credential.proof;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bundled JSON-LD contexts, parsed once. Every other address is refused, so nothing here asks the network. */
public final class Contexts implements DocumentLoader {

    /** Verifiable Credentials Data Model 2.0. */
    public static final String CREDENTIALS = "https://www.w3.org/ns/credentials/v2";

    /** Open Badges 3.0, as the specification's own repository has it. */
    public static final String OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    /** The types whose names begin with 1EdTech. */
    public static final String OPEN_BADGES_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

    /** Comprehensive Learner Record 2.0. */
    public static final String LEARNER_RECORD = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

    /** The contexts of an Open Badges credential, in the order that the standard fixes. */
    public static final List<String> OF_BADGE = List.of(CREDENTIALS, OPEN_BADGES, OPEN_BADGES_EXTENSIONS);

    static final Map<String, String> FILES = Map.of(
            CREDENTIALS, "credentials-v2.jsonld",
            OPEN_BADGES, "ob-v3p0-3.0.3.json",
            OPEN_BADGES_EXTENSIONS, "ob-v3p0-extensions.json",
            LEARNER_RECORD, "clr-v2p0-2.0.1.json");

    static final Contexts BUNDLED = new Contexts();

    private final Map<String, Document> documents = new HashMap<>();

    private Contexts() {
        FILES.forEach((address, file) -> documents.put(address, parse(address, file)));
    }

    @Override
    public Document loadDocument(URI url, DocumentLoaderOptions options) throws JsonLdError {
        Document document = documents.get(url.toString());
        if (document == null) {
            throw new JsonLdError(
                    JsonLdErrorCode.LOADING_DOCUMENT_FAILED, "The context <%s> is not bundled.".formatted(url));
        }
        return document;
    }

    static InputStream open(String file) {
        InputStream stream = Contexts.class.getResourceAsStream("/org/cairn/credential/contexts/" + file);
        if (stream == null) {
            throw new IllegalStateException("the context file %s is missing from the jar".formatted(file));
        }
        return stream;
    }

    private static Document parse(String address, String file) {
        try (InputStream stream = open(file)) {
            Document document = JsonDocument.of(stream);
            document.setDocumentUrl(URI.create(address));
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonLdError e) {
            throw new IllegalStateException("the context file %s cannot be read".formatted(file), e);
        }
    }
}
