package org.cairn.lti.launch;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.UUID;
import org.cairn.lti.ContentRequest;
import org.cairn.lti.Embed;
import org.cairn.lti.Purpose;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a launch is for as text, and reads it again. */
@Component
class Purposes {

    static final Purpose PLAIN = new Purpose.Visit(null, null);

    private final JsonMapper json;

    Purposes(JsonMapper json) {
        this.json = json;
    }

    /** Returns null for a plain visit, which most launches are. */
    @Nullable
    String write(Purpose purpose) {
        if (purpose.equals(PLAIN)) {
            return null;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        switch (purpose) {
            case Purpose.Visit visit -> {
                members.put("is", "visit");
                put(members, visit.embed());
                put(members, "placement", visit.placement());
            }
            case Purpose.Review review -> {
                members.put("is", "review");
                members.put("student", review.student().value());
                put(members, review.embed());
            }
            case Purpose.Choice choice -> {
                members.put("is", "choice");
                put(members, choice.request());
            }
        }
        return json.writeValueAsString(members);
    }

    Purpose read(@Nullable String text, InstitutionId institution) {
        if (text == null) {
            return PLAIN;
        }
        JsonNode from = json.readTree(text);
        return switch (from.path("is").asString("")) {
            case "visit" -> new Purpose.Visit(embed(from), text(from, "placement"));
            case "review" ->
                new Purpose.Review(
                        new LearnerId(
                                institution,
                                UUID.fromString(from.path("student").asString())),
                        embed(from));
            case "choice" -> new Purpose.Choice(request(from));
            default -> throw new IllegalStateException("a session has a purpose that this version does not know");
        };
    }

    private static void put(Map<String, Object> members, @Nullable Embed embed) {
        if (embed != null) {
            members.put("view", embed.view().name());
            put(members, "badge", embed.badge());
        }
    }

    private static void put(Map<String, Object> members, ContentRequest request) {
        members.put("deployment", request.deploymentId());
        members.put("return", request.returnUrl().toString());
        put(members, "data", request.data());
        members.put("types", request.types());
        members.put("multiple", request.multiple());
        members.put("lineItems", request.lineItems());
    }

    private static void put(Map<String, Object> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private static @Nullable Embed embed(JsonNode from) {
        String view = text(from, "view");
        return view == null ? null : new Embed(Embed.View.valueOf(view), text(from, "badge"));
    }

    private static ContentRequest request(JsonNode from) {
        LinkedHashSet<String> types = new LinkedHashSet<>();
        from.path("types").forEach(type -> types.add(type.asString()));
        return new ContentRequest(
                from.path("deployment").asString(),
                URI.create(from.path("return").asString()),
                text(from, "data"),
                types,
                from.path("multiple").asBoolean(),
                from.path("lineItems").asBoolean());
    }

    private static @Nullable String text(JsonNode from, String name) {
        JsonNode member = from.get(name);
        return member == null || member.isNull() ? null : member.asString();
    }
}
