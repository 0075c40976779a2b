package org.cairn.ingest.caliper;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.canvas.CanvasId;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.reading.Numbers;
import org.cairn.ingest.reading.Texts;
import org.jspecify.annotations.Nullable;

/** Which course and which activity an event speaks of, by the names that other sources of the same platform use. */
final class Places {

    static final int LONGEST_TITLE = 500;
    private static final int LONGEST_COURSE = 255;
    private static final int DEEPEST = 4;
    private static final Pattern CANVAS_COURSE = Pattern.compile(
            "(?:urn:instructure:canvas:course:|https?://caliper\\.canvaslms\\.com/live-events/courses/)(\\d{1,18})(?:[:/].*)?");
    private static final Pattern CANVAS_ACTIVITY = Pattern.compile(
            "(?:urn:instructure:canvas:|https?://caliper\\.canvaslms\\.com/live-events/(?:courses/\\d+/)?)"
                    + "(assignment|quiz)(?::|s/|zes/)(\\d{1,18})");
    private static final Pattern MOODLE_MODULE =
            Pattern.compile("/mod/\\w+/view\\.php\\?(?:.*&)?id=(\\d{1,18})(?:[&#].*)?");
    private static final Pattern MOODLE_COURSE =
            Pattern.compile("/course/(?:view\\.php\\?(?:.*&)?id=)?(\\d{1,18})(?:[&#/].*)?");

    private Places() {}

    /** What stands behind the platform's own address; empty for IRIs of elsewhere. */
    static Optional<String> below(Origin origin, String iri) {
        String issuer = origin.platform().issuer();
        String root = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return iri.startsWith(root + "/") ? Optional.of(iri.substring(root.length())) : Optional.empty();
    }

    /** The platform's own id of the course; null where the event tells none that we know the form of. */
    static @Nullable String course(Origin origin, Entity event) {
        return groups(event)
                .flatMap(group -> courseNamed(origin, group).stream())
                .findFirst()
                .or(() -> LaunchClaims.in(origin, event).map(LaunchClaims::context))
                .or(() -> OpenEdx.course(event.get("object")))
                .orElse(null);
    }

    /** The event's group, and what that is a part of. */
    private static Stream<Entity> groups(Entity event) {
        return Stream.iterate(event.get("group"), Entity::isThere, group -> group.get("subOrganizationOf"))
                .limit(DEEPEST);
    }

    /** The platform's own id of what an entity says is a course. */
    static Optional<String> courseNamed(Origin origin, Entity group) {
        String iri = group.id();
        return Optional.ofNullable(iri)
                .flatMap(known -> courseOf(origin, known))
                .or(() -> group.node().path("otherIdentifiers").values().stream()
                        .filter(other ->
                                Entity.text(other, "identifierType").orElse("").equals("LtiContextId"))
                        .flatMap(other -> Entity.text(other, "identifier").stream())
                        .findFirst());
    }

    private static Optional<String> courseOf(Origin origin, String iri) {
        Matcher canvas = CANVAS_COURSE.matcher(iri);
        return canvas.matches()
                ? CanvasId.of(canvas.group(1)).map(CanvasId::localText)
                : Blackboard.course(iri).or(() -> below(origin, iri).flatMap(path -> first(MOODLE_COURSE, path)));
    }

    /** The course, or at least the IRI that tells one from the other; null where there is neither. */
    static @Nullable String courseOrGroup(Origin origin, Entity event) {
        String course = course(origin, event);
        String iri = event.get("group").id();
        return course != null || iri == null || iri.length() > LONGEST_COURSE ? course : iri;
    }

    /** The activity of this IRI; empty where the entity has none. */
    static Optional<Activity> activity(Origin origin, Entity event, Entity assignable) {
        String iri = assignable.id();
        if (iri == null) {
            return Optional.empty();
        }
        Optional<String> name = canvas(iri)
                .or(() -> below(origin, iri)
                        .flatMap(path -> first(MOODLE_MODULE, path))
                        .map(id -> "cm:" + id));
        String course = course(origin, event);
        return Optional.of(new Activity(origin.id(), course, name.orElse("caliper:" + iri)));
    }

    private static Optional<String> canvas(String iri) {
        Matcher canvas = CANVAS_ACTIVITY.matcher(iri);
        return canvas.matches()
                ? CanvasId.of(canvas.group(2)).map(id -> canvas.group(1) + ":" + id.localText())
                : Optional.empty();
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What the event tells of the activity itself; of 1.0 the points are not believed, for Moodle writes others there. */
    static Optional<KnownActivity> known(Activity activity, Entity assignable, boolean old) {
        String title = Texts.clean(Texts.of(assignable.node(), "name"), LONGEST_TITLE);
        return title == null
                ? Optional.empty()
                : Optional.of(new KnownActivity(
                        activity,
                        title,
                        old
                                ? null
                                : Numbers.of(assignable.node(), "maxScore")
                                        .filter(points -> points.signum() > 0)
                                        .orElse(null)));
    }
}
