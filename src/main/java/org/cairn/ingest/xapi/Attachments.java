package org.cairn.ingest.xapi;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.ingest.endpoint.Problem;
import tools.jackson.databind.JsonNode;

/**
 * Whether statements and the files that came with them fit together (Communication 1.5): every file is named by a
 * statement, and every attachment without an address came as a file. That a file has the hash it is named by is the
 * sender's word.
 */
final class Attachments {

    private static final String SIGNATURE = "http://adlnet.gov/expapi/attachments/signature";

    private Attachments() {}

    static void check(Document.Sent sent) throws Problem {
        Map<String, Multipart.File> files = new TreeMap<>();
        sent.files().forEach(file -> files.put(file.hash(), file));
        Set<String> named = new HashSet<>();
        for (JsonNode statement : sent.statements()) {
            check(statement, statement, files, named);
            JsonNode object = statement.path("object");
            if (object.path("objectType").asString("").equals("SubStatement")) {
                check(statement, object, files, named);
            }
        }
        if (!named.containsAll(files.keySet())) {
            throw Exchange.bad("A part of the body belongs to no attachment of the statements.");
        }
    }

    private static void check(JsonNode statement, JsonNode holder, Map<String, Multipart.File> files, Set<String> named)
            throws Problem {
        for (JsonNode attachment : holder.path("attachments").values()) {
            String hash = hash(attachment);
            named.add(hash);
            Multipart.File file = files.get(hash);
            if (attachment.path("usageType").asString("").equals(SIGNATURE)) {
                SignatureCheck.check(statement, attachment, file);
            } else if (file == null && !attachment.has("fileUrl")) {
                throw Exchange.bad("An attachment came neither as a part of the body nor with a fileUrl.");
            }
        }
    }

    private static String hash(JsonNode attachment) {
        return attachment.path("sha2").asString("").toLowerCase(Locale.ROOT);
    }

    /** The hashes of all attachments of a statement. */
    static List<String> of(JsonNode statement) {
        Set<String> hashes = new LinkedHashSet<>();
        for (JsonNode holder : List.of(statement, statement.path("object"))) {
            holder.path("attachments").values().forEach(attachment -> hashes.add(hash(attachment)));
        }
        return List.copyOf(hashes);
    }
}
