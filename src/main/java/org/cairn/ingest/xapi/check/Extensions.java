package org.cairn.ingest.xapi.check;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Extensions (Data 4.1): their keys are IRIs, their values anything, null included. */
final class Extensions {

    private Extensions() {}

    static void check(Part part) throws Flaw {
        part.anyObject();
        for (Map.Entry<String, JsonNode> entry : part.node().properties()) {
            if (!Forms.isIri(entry.getKey())) {
                throw part.flaw("has a key that is not an IRI with a scheme.");
            }
        }
    }
}
