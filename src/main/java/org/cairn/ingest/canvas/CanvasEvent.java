package org.cairn.ingest.canvas;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.evidence.Activity;
import org.cairn.ingest.reading.Numbers;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One event, with the ways of reading its fields that all events share.
 *
 * @param at {@code event_time}
 * @param latest nothing can have happened later than this
 */
record CanvasEvent(PlatformId platform, String name, Instant at, Instant latest, JsonNode metadata, JsonNode body) {

    private static final int LONGEST_IDENTIFIER = 255;

    /** Identifiers and activities are the platform's own text; what is longer than any of them is none. */
    Optional<String> text(String field) {
        return text(body, field);
    }

    static Optional<String> text(JsonNode object, String field) {
        String text = Texts.of(object, field);
        return text == null
                        || text.isBlank()
                        || text.length() > LONGEST_IDENTIFIER
                        || !text.equals(Texts.clean(text, LONGEST_IDENTIFIER))
                ? Optional.empty()
                : Optional.of(text);
    }

    Optional<CanvasId> id(String field) {
        return CanvasId.of(Texts.of(body, field));
    }

    boolean has(String field) {
        return has(body, field);
    }

    static boolean has(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isString() && value.stringValue().isBlank());
    }

    /** Canvas writes booleans as such, and at times as text. */
    Optional<Boolean> flag(String field) {
        JsonNode value = body.path(field);
        if (value.isBoolean()) {
            return Optional.of(value.booleanValue());
        }
        String text = value.isString() ? value.stringValue() : "";
        return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
    }

    String state() {
        return text("workflow_state").orElse("");
    }

    Optional<BigDecimal> number(String field) {
        return number(body, field);
    }

    static Optional<BigDecimal> number(JsonNode object, String field) {
        return Numbers.of(object, field);
    }

    /** The instant in a field, if it is one that can be: otherwise the event's own time. */
    Instant timeOr(JsonNode object, String field) {
        return Times.parse(Texts.of(object, field))
                .filter(time -> Times.plausible(time, latest))
                .orElse(at);
    }

    /** The course in which the event happened, by its local id. */
    @Nullable
    String contextCourse() {
        return contextId().map(CanvasId::localText).orElse(null);
    }

    private Optional<CanvasId> contextId() {
        boolean elsewhere = text(metadata, "context_type")
                .filter(type -> !type.equals("Course"))
                .isPresent();
        return elsewhere ? Optional.empty() : CanvasId.of(Texts.of(metadata, "context_id"));
    }

    Activity activity(@Nullable String course, String id) {
        return new Activity(platform, course, id);
    }

    /** The shard of the institution's own account: 0 where the event does not say. */
    long homeShard() {
        return CanvasId.of(Texts.of(metadata, "root_account_id"))
                .map(CanvasId::shard)
                .orElse(0L);
    }

    /** The shard that local ids of a course's events count in: the course's own, where the event tells it. */
    long shardOf(CanvasId course) {
        return contextId()
                .filter(context -> context.isGlobal() && context.local() == course.local())
                .map(CanvasId::shard)
                .orElseGet(this::homeShard);
    }

    /**
     * The identifiers of a person known by a Canvas id. The local number means the same person only on the shard it
     * counts in, so it is left out for somebody from elsewhere.
     */
    List<Identifier> person(CanvasId id, long home) {
        CanvasId whole = id.on(home);
        List<Identifier> identifiers = new ArrayList<>();
        if (whole.isGlobal()) {
            identifiers.add(new Identifier(IdentifierKind.CANVAS_GLOBAL, whole.global()));
        }
        if (!id.isGlobal() || home == 0 || id.shard() == home) {
            identifiers.add(new Identifier(IdentifierKind.CANVAS_LOCAL, id.localText()));
        }
        return identifiers;
    }

    /** How far a sender's clock may be ahead of ours. */
    static Instant latest(Instant receivedAt) {
        return receivedAt.plus(Duration.ofMinutes(10));
    }
}
