package org.cairn.ingest.xapi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.reading.Texts;
import org.cairn.platform.Family;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One statement, with the ways of reading it that all of them share.
 *
 * @param at when it happened
 */
record Statement(Origin origin, JsonNode node, Instant at) {

    static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";

    private static final String INFO = "http://lrs.learninglocker.net/define/extensions/info";
    private static final int LONGEST_TITLE = 1000;
    private static final int LONGEST_ACTIVITY = 1000;

    String verb() {
        return node.path("verb").path("id").asString("");
    }

    /** The verb's last word: vocabularies differ in what stands before it. */
    String verbName() {
        String verb = verb().toLowerCase(Locale.ROOT);
        return verb.substring(Math.max(verb.lastIndexOf('/'), verb.lastIndexOf('#')) + 1);
    }

    boolean isVoiding() {
        return verb().equals(VOIDED);
    }

    /** The Moodle event that the plug-in made the statement of, such as {@code core\event\course_completed}; or empty. */
    String event() {
        String event = event(node).asString("");
        return event.startsWith("\\") ? event.substring(1) : event;
    }

    static JsonNode event(JsonNode statement) {
        JsonNode event = statement.path("context").path("extensions").path(INFO).path("event_name");
        return event.isString() ? event : MissingNode.getInstance();
    }

    /** True for what Moodle says of itself: only there do addresses tell ids. */
    boolean isMoodles() {
        return !event().isEmpty() || origin.platform().family() == Family.MOODLE;
    }

    String object() {
        return node.path("object").path("id").asString("");
    }

    boolean isAboutActivity() {
        String type = node.path("object").path("objectType").asString("Activity");
        return type.equals("Activity");
    }

    JsonNode result() {
        return node.path("result");
    }

    Optional<Boolean> flag(String key) {
        JsonNode value = result().path(key);
        return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }

    /** The activities that the object belongs to, nearest first. */
    List<JsonNode> around() {
        List<JsonNode> activities = new ArrayList<>();
        for (String key : List.of("parent", "grouping")) {
            JsonNode value = node.path("context").path("contextActivities").path(key);
            if (value.isArray()) {
                activities.addAll(value.values());
            } else if (value.isObject()) {
                activities.add(value);
            }
        }
        return activities;
    }

    /** The course that the statement speaks of or in, by Moodle's id; null where it names none. */
    @Nullable
    String course() {
        if (!isMoodles()) {
            return null;
        }
        return MoodleUrls.course(object())
                .or(() -> around().stream()
                        .flatMap(activity ->
                                MoodleUrls.course(activity.path("id").asString("")).stream())
                        .findFirst())
                .orElse(null);
    }

    /** The course module that the statement is about, or that its object belongs to, if there is one. */
    Optional<Module> module() {
        if (!isMoodles()) {
            return Optional.empty();
        }
        List<JsonNode> candidates = new ArrayList<>(around());
        Optional<String> own = MoodleUrls.module(object());
        if (own.isPresent()) {
            String title = candidates.stream()
                    .filter(activity ->
                            MoodleUrls.module(activity.path("id").asString("")).equals(own))
                    .findFirst()
                    .map(this::title)
                    .orElseGet(() -> MoodleUrls.isPartOfModule(object()) ? null : title(node.path("object")));
            return Optional.of(new Module(activity(course(), "cm:" + own.get()), title));
        }
        return candidates.stream()
                .filter(activity ->
                        MoodleUrls.module(activity.path("id").asString("")).isPresent())
                .findFirst()
                .map(activity -> new Module(
                        activity(
                                course(),
                                "cm:"
                                        + MoodleUrls.module(activity.path("id").asString(""))
                                                .orElseThrow()),
                        title(activity)));
    }

    /** The activity that a statement of any sender is about; empty where its name is too long or odd to be one. */
    Optional<Module> anyActivity() {
        String id = "xapi:" + object();
        boolean fit =
                !object().isBlank() && id.length() <= LONGEST_ACTIVITY && id.equals(Texts.clean(id, LONGEST_ACTIVITY));
        return fit ? Optional.of(new Module(activity(null, id), title(node.path("object")))) : Optional.empty();
    }

    Activity activity(@Nullable String course, String id) {
        return new Activity(origin.id(), course, id);
    }

    private @Nullable String title(JsonNode activity) {
        JsonNode names = activity.path("definition").path("name");
        String language = node.path("context").path("language").asString("en");
        JsonNode name = names.has(language) ? names.path(language) : names.path("en");
        if (!name.isString()) {
            name = names.isObject() && !names.isEmpty()
                    ? names.values().iterator().next()
                    : name;
        }
        return Texts.clean(name.isString() ? name.stringValue() : null, LONGEST_TITLE);
    }

    /** Something that can be done, and what it is called. */
    record Module(Activity activity, @Nullable String title) {

        List<KnownActivity> known(java.math.@Nullable BigDecimal possible) {
            return title == null ? List.of() : List.of(new KnownActivity(activity, title, possible));
        }
    }
}
