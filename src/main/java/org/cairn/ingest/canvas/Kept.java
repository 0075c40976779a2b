package org.cairn.ingest.canvas;

import java.util.List;
import java.util.Set;
import org.cairn.ingest.reading.Texts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What we keep of an event: of the metadata only what a translation needs, for the rest says who looked at what, where
 * they sat, on what machine and under which session; of the body everything but addresses, logins, and what students
 * wrote and called their files.
 */
final class Kept {

    private static final List<String> METADATA = List.of(
            "event_name",
            "event_time",
            "producer",
            "root_account_id",
            "root_account_uuid",
            "root_account_lti_guid",
            "context_type",
            "context_id",
            "context_role",
            "job_tag");

    /** The event that names its student nowhere else. */
    private static final String BY_ITS_ACTOR = "quiz_submitted";

    private static final Set<String> NOT_KEPT = Set.of(
            "filename",
            "display_name",
            "old_display_name",
            "email",
            "user_login",
            "body",
            "old_body",
            "syllabus_body",
            "old_syllabus_body",
            "text",
            "message",
            "url",
            "redirect_url",
            "description",
            "old_description",
            "next_requirement_url");

    private Kept() {}

    static String of(JsonNode metadata, JsonNode body) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        ObjectNode keptMetadata = kept.putObject("metadata");
        METADATA.forEach(name -> keep(metadata, name, keptMetadata));
        if (BY_ITS_ACTOR.equals(Texts.of(metadata, "event_name"))) {
            keep(metadata, "user_id", keptMetadata);
        }
        kept.set("body", without(body));
        return kept.toString();
    }

    private static void keep(JsonNode metadata, String name, ObjectNode kept) {
        JsonNode value = metadata.get(name);
        if (value != null && value.isValueNode()) {
            kept.set(name, value);
        }
    }

    private static ObjectNode without(JsonNode object) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(entry -> {
            if (!NOT_KEPT.contains(entry.getKey())) {
                JsonNode value = entry.getValue();
                kept.set(entry.getKey(), value.isObject() ? without(value) : value);
            }
        });
        return kept;
    }
}
