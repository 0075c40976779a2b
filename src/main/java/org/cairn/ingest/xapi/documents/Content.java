package org.cairn.ingest.xapi.documents;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.reading.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What stands in a document, and of what kind it is. */
public record Content(String type, byte[] bytes) {

    private static final String JSON = "application/json";

    public static Content json(JsonNode json) {
        return new Content(JSON, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The quoted SHA-1 of the content (xAPI 1.0.3, Communication 3.1). */
    public String tag() {
        return "\"" + HexFormat.of().formatHex(sha1().digest(bytes)) + "\"";
    }

    boolean isJson() {
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    /**
     * This content with what came later: what stands under the same name is replaced as a whole (Communication 2.2).
     *
     * @throws Problem 400 when one of them is no JSON object
     */
    public Content mergedWith(Content later) throws Problem {
        if (!isJson() || !later.isJson()) {
            throw bad("Only documents of the type application/json are merged; replace this one by PUT.");
        }
        ObjectNode all = object().deepCopy();
        later.object().properties().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
        return json(all);
    }

    /**
     * Makes sure that what calls itself JSON is an object, so that something can be merged with it.
     *
     * @throws Problem 400 when it is not
     */
    public Content checked() throws Problem {
        if (isJson()) {
            object();
        }
        return this;
    }

    private ObjectNode object() throws Problem {
        try {
            JsonNode node = StrictJson.read(bytes);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (StrictJson.Unreadable e) {
            throw bad("A document of the type application/json cannot be read. " + e.getMessage());
        }
        throw bad("A document that others are merged with must be a JSON object.");
    }

    private static Problem bad(String detail) {
        return new Problem(400, "document", detail);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
