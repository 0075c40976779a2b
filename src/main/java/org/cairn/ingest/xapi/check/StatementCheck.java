package org.cairn.ingest.xapi.check;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whole statements (xAPI 1.0.3, Data 2.2 to 2.4). */
public final class StatementCheck {

    private static final Set<String> STATEMENT = Set.of(
            "id",
            "actor",
            "verb",
            "object",
            "result",
            "context",
            "timestamp",
            "stored",
            "authority",
            "version",
            "attachments");
    private static final Set<String> NESTED =
            Set.of("objectType", "actor", "verb", "object", "result", "context", "timestamp", "attachments");

    private StatementCheck() {}

    /**
     * Checks a statement as a sender may send it.
     *
     * @throws Flaw naming the first thing that is wrong with it
     */
    public static void check(JsonNode statement) throws Flaw {
        Part part = new Part("statement", statement).object(STATEMENT);
        part.optional("id", Forms::uuid);
        part.optional("stored", Timestamps::check);
        part.optional("authority", ActorCheck::authority);
        part.optional("version", Forms::version);
        common(part, false);
    }

    static void nested(Part part) throws Flaw {
        common(part.object(NESTED), true);
    }

    private static void common(Part part, boolean nested) throws Flaw {
        part.required("actor", ActorCheck::actor);
        part.required("verb", VerbCheck::check);
        part.required("object", object -> ObjectCheck.check(object, nested));
        String about = ObjectCheck.type(part.at("object"));
        if (part.at("verb").at("id").text().equals(VerbCheck.VOIDED) && !about.equals("StatementRef")) {
            throw part.flaw("voids something that is not named by a StatementRef.");
        }
        part.optional("result", ResultCheck::check);
        part.optional("context", context -> ContextCheck.check(context, about.equals("Activity")));
        part.optional("timestamp", Timestamps::check);
        part.optional("attachments", AttachmentCheck::check);
    }
}
