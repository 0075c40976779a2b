package org.cairn.ingest.xapi.check;

import java.util.Set;

/** What a statement is about (Data 2.4.4). */
final class ObjectCheck {

    private static final Set<String> REFERENCE = Set.of("objectType", "id");

    private ObjectCheck() {}

    static void check(Part part, boolean nested) throws Flaw {
        switch (type(part)) {
            case "Activity" -> ActivityCheck.check(part);
            case "Agent", "Group" -> ActorCheck.actor(part);
            case "StatementRef" -> reference(part);
            case "SubStatement" -> {
                if (nested) {
                    throw part.flaw("is a SubStatement within a SubStatement.");
                }
                StatementCheck.nested(part);
            }
            default -> throw part.flaw("has an unknown objectType.");
        }
    }

    static String type(Part part) throws Flaw {
        part.anyObject();
        return part.has("objectType") ? part.at("objectType").text() : "Activity";
    }

    static void reference(Part part) throws Flaw {
        part.object(REFERENCE);
        if (!part.at("objectType").text().equals("StatementRef")) {
            throw part.flaw("is not a StatementRef.");
        }
        part.required("id", Forms::uuid);
    }
}
