package org.cairn.ingest.xapi.check;

import java.util.Set;

/** The descriptions of attachments (Data 2.4.11). */
final class AttachmentCheck {

    private static final Set<String> ATTACHMENT =
            Set.of("usageType", "display", "description", "contentType", "length", "sha2", "fileUrl");

    private AttachmentCheck() {}

    static void check(Part part) throws Flaw {
        for (Part one : part.array()) {
            one.object(ATTACHMENT);
            one.required("usageType", Forms::iri);
            one.required("display", Languages::map);
            one.optional("description", Languages::map);
            one.required("contentType", Forms::mediaType);
            one.required("length", AttachmentCheck::length);
            one.required("sha2", Forms::sha2);
            one.optional("fileUrl", Forms::iri);
        }
    }

    private static void length(Part part) throws Flaw {
        if (!part.node().isIntegralNumber() || part.node().bigIntegerValue().signum() < 0) {
            throw part.flaw("is not a number of octets.");
        }
    }
}
