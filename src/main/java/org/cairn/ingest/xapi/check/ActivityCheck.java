package org.cairn.ingest.xapi.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Activities and their definitions (Data 2.4.4.1). */
final class ActivityCheck {

    private static final Set<String> ACTIVITY = Set.of("objectType", "id", "definition");
    private static final List<String> COMPONENTS = List.of("choices", "scale", "source", "target", "steps");
    private static final Set<String> COMPONENT = Set.of("id", "description");
    private static final Set<String> DEFINITION = Set.of(
            "name",
            "description",
            "type",
            "moreInfo",
            "extensions",
            "interactionType",
            "correctResponsesPattern",
            "choices",
            "scale",
            "source",
            "target",
            "steps");
    private static final Set<String> INTERACTIONS = Set.of(
            "true-false",
            "choice",
            "fill-in",
            "long-fill-in",
            "matching",
            "performance",
            "sequencing",
            "likert",
            "numeric",
            "other");

    private ActivityCheck() {}

    static void check(Part part) throws Flaw {
        part.object(ACTIVITY);
        if (part.has("objectType") && !part.at("objectType").text().equals("Activity")) {
            throw part.flaw("is not an Activity.");
        }
        part.required("id", Forms::iri);
        part.optional("definition", ActivityCheck::definition);
    }

    private static void definition(Part part) throws Flaw {
        part.object(DEFINITION);
        part.optional("name", Languages::map);
        part.optional("description", Languages::map);
        part.optional("type", Forms::iri);
        part.optional("moreInfo", Forms::iri);
        part.optional("extensions", Extensions::check);
        part.optional("interactionType", ActivityCheck::interaction);
        part.optional("correctResponsesPattern", ActivityCheck::strings);
        for (String component : COMPONENTS) {
            part.optional(component, ActivityCheck::components);
        }
        boolean interactive =
                part.has("correctResponsesPattern") || COMPONENTS.stream().anyMatch(part::has);
        if (interactive && !part.has("interactionType")) {
            throw part.flaw("describes an interaction, but has no 'interactionType'.");
        }
    }

    private static void interaction(Part part) throws Flaw {
        if (!INTERACTIONS.contains(part.text())) {
            throw part.flaw("is no type of interaction.");
        }
    }

    private static void strings(Part part) throws Flaw {
        for (Part one : part.array()) {
            one.text();
        }
    }

    private static void components(Part part) throws Flaw {
        Set<String> ids = new HashSet<>();
        for (Part one : part.array()) {
            one.object(COMPONENT);
            one.optional("description", Languages::map);
            if (!ids.add(one.at("id").text())) {
                throw part.flaw("names two components alike.");
            }
        }
    }
}
