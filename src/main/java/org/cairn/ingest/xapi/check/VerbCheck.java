package org.cairn.ingest.xapi.check;

import java.util.Set;

/** Verbs (Data 2.4.3). */
final class VerbCheck {

    static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";

    private static final Set<String> VERB = Set.of("id", "display");

    private VerbCheck() {}

    static void check(Part part) throws Flaw {
        part.object(VERB);
        part.required("id", Forms::iri);
        part.optional("display", Languages::map);
    }
}
