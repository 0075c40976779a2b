package org.cairn.ingest.xapi.check;

import java.util.List;
import java.util.Set;

/** Contexts (Data 2.4.6). */
final class ContextCheck {

    private static final Set<String> CONTEXT = Set.of(
            "registration",
            "instructor",
            "team",
            "contextActivities",
            "revision",
            "platform",
            "language",
            "statement",
            "extensions");
    private static final Set<String> ACTIVITIES = Set.of("parent", "grouping", "category", "other");

    private ContextCheck() {}

    static void check(Part part, boolean aboutActivity) throws Flaw {
        part.object(CONTEXT);
        part.optional("registration", Forms::uuid);
        part.optional("instructor", ActorCheck::actor);
        part.optional("team", ActorCheck::group);
        part.optional("contextActivities", ContextCheck::activities);
        part.optional("language", Languages::tag);
        part.optional("statement", ObjectCheck::reference);
        part.optional("extensions", Extensions::check);
        for (String key : List.of("revision", "platform")) {
            part.optional(key, Part::text);
            if (part.has(key) && !aboutActivity) {
                throw part.flaw("has a '%s', although the object is no Activity.".formatted(key));
            }
        }
    }

    private static void activities(Part part) throws Flaw {
        part.object(ACTIVITIES);
        for (String key : ACTIVITIES) {
            if (part.has(key)) {
                Part value = part.at(key);
                if (value.node().isObject()) {
                    ActivityCheck.check(value);
                } else {
                    for (Part one : value.array()) {
                        ActivityCheck.check(one);
                    }
                }
            }
        }
    }
}
