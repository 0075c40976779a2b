package org.cairn.ingest.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.lti.Identifier;
import org.cairn.lti.PlatformId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Finds the messages about somebody that left no evidence by which they could be found: who they are, in which course,
 * and what was ignored or could not be used. Found by their names in the text, and then read: a message in which they
 * are only the teacher stays.
 */
@Component
class Traces {

    /** Where a number or a word that is somebody's id may stand, and no course or activity has the same. */
    private static final Pattern OF_A_PERSON = Pattern.compile(
            "user|student|learner|person|actor|sis|name|mail|mbox|account|assignee|member|lti|sub|login|canvas",
            Pattern.CASE_INSENSITIVE);

    private static final int AT_ONCE = 500;

    private final JdbcForgetting rows;
    private final Mending mending;
    private final Batch batch;

    Traces(JdbcForgetting rows, Mending mending, Batch batch) {
        this.rows = rows;
        this.mending = mending;
        this.batch = batch;
    }

    /** Empties whatever of this platform's feeds is about somebody of these names. */
    void empty(PlatformId platform, Collection<Identifier> names) {
        Set<Identifier> theirs = Set.copyOf(names);
        List<Stored> found = new ArrayList<>();
        rows.naming(platform, values(theirs), message -> {
            if (isAbout(message, theirs)) {
                found.add(message);
            }
        });
        for (int from = 0; from < found.size(); from += AT_ONCE) {
            rows.empty(found.subList(from, Math.min(found.size(), from + AT_ONCE)));
        }
    }

    private static Set<String> values(Collection<Identifier> names) {
        return names.stream().map(Identifier::value).collect(Collectors.toSet());
    }

    private boolean isAbout(Stored message, Set<Identifier> names) {
        Optional<JsonNode> read = json(message.body());
        if (read.isEmpty()) {
            return names.stream()
                    .filter(Traces::isUnmistakable)
                    .anyMatch(name -> message.body().contains(name.value()));
        }
        if (!names(read.get(), values(names), values(unmistakable(names)), "")) {
            return false;
        }
        return switch (meaning(message)) {
            case Translation.Observed observed -> !Collections.disjoint(observed.who(), names);
            case Translation.PersonKnown known ->
                !Collections.disjoint(known.person().identifiers(), names);
            case Translation.Asking asking -> true;
            case Translation.CourseNamed named -> false;
            case Translation.ActivityKnown known -> false;
            case Translation.CourseFilled filled -> false;
            case Translation.Withdrawn withdrawn -> true;
            case Translation.Ignored ignored -> true;
            case Translation.Unusable unusable -> true;
        };
    }

    private Translation meaning(Stored message) {
        try {
            Translation translation = batch.translate(
                    message, mending.mended(message.platform().institution(), message.feed(), message.body()));
            return translation instanceof Translation.Asking asking ? asking.what() : translation;
        } catch (RuntimeException | StackOverflowError e) {
            return Translation.Unusable.of("message.unreadable");
        }
    }

    /** Whether a value of the message is one of these, at a place where it can only be a person's. */
    private static boolean names(JsonNode node, Set<String> values, Set<String> unmistakable, String field) {
        if (node.isObject()) {
            return node.properties().stream()
                    .anyMatch(entry -> names(
                            entry.getValue(),
                            values,
                            unmistakable,
                            entry.getKey().equals("id") || entry.getKey().equals("value") ? field : entry.getKey()));
        }
        if (node.isArray()) {
            return node.values().stream().anyMatch(one -> names(one, values, unmistakable, field));
        }
        String text = bare(node.asString(""));
        return unmistakable.contains(text)
                || values.contains(text) && OF_A_PERSON.matcher(field).find();
    }

    private static String bare(String text) {
        return text.startsWith("mailto:") ? text.substring("mailto:".length()) : text;
    }

    private static Optional<JsonNode> json(String body) {
        try {
            return Optional.of(StrictJson.read(body));
        } catch (StrictJson.Unreadable e) {
            return Optional.empty();
        }
    }

    private static Set<Identifier> unmistakable(Collection<Identifier> names) {
        return names.stream().filter(Traces::isUnmistakable).collect(Collectors.toSet());
    }

    /** Long enough that no other thing has the same. */
    static boolean isUnmistakable(Identifier identifier) {
        return switch (identifier.kind()) {
            case CANVAS_GLOBAL, CANVAS_UUID, LTI11, XAPI_ACCOUNT, IRI, EMAIL, EMAIL_SHA1 -> true;
            case SUB -> identifier.value().length() >= 30;
            case CANVAS_LOCAL, SIS, USERNAME -> false;
        };
    }

    /** Whether a message that was set aside on disk speaks of somebody; of what cannot be read nobody knows. */
    static boolean isMentioned(Optional<Heard> record, Map<PlatformId, Set<Identifier>> names) {
        return record.map(Heard::message)
                .filter(message -> {
                    Set<Identifier> theirs = names.getOrDefault(message.feed().platform(), Set.of());
                    Set<String> all = new HashSet<>(values(theirs));
                    return json(message.body())
                            .map(json -> names(json, all, values(unmistakable(theirs)), ""))
                            .orElseGet(() -> all.stream().anyMatch(message.body()::contains));
                })
                .isPresent();
    }
}
