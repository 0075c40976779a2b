package org.cairn.ingest.canvas;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What we keep of an event: of the metadata only what a translation needs, for the rest says where people sat, on what
 * machine and under which session; of the body everything but addresses, logins and what students wrote.
 */
final class Kept {

    private static final List<String> METADATA = List.of(
            "event_name",
            "event_time",
            "producer",
            "root_account_id",
            "root_account_uuid",
            "root_account_lti_guid",
            "user_id",
            "context_type",
            "context_id",
            "context_role",
            "job_tag");

    private static final Set<String> NOT_KEPT = Set.of(
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
        for (String name : METADATA) {
            JsonNode value = metadata.get(name);
            if (value != null && value.isValueNode()) {
                keptMetadata.set(name, value);
            }
        }
        kept.set("body", without(body));
        return kept.toString();
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
