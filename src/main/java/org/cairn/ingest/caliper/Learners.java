package org.cairn.ingest.caliper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cairn.ingest.canvas.CanvasId;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.reading.Texts;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import tools.jackson.databind.JsonNode;

/** Whom an event is about, and under which identifiers. */
final class Learners {

    private static final Pattern CANVAS = Pattern.compile(
            "(?:urn:instructure:canvas:user:|https?://caliper\\.canvaslms\\.com/live-events/users/)(\\d{1,18})");
    private static final List<IdentifierKind> STRONGEST_FIRST = List.of(
            IdentifierKind.SUB,
            IdentifierKind.CANVAS_GLOBAL,
            IdentifierKind.IRI,
            IdentifierKind.CANVAS_LOCAL,
            IdentifierKind.SIS,
            IdentifierKind.USERNAME,
            IdentifierKind.EMAIL);

    private static final Set<String> STAFF =
            Set.of("Instructor", "TeachingAssistant", "Administrator", "ContentDeveloper");

    /** The longest name that somebody is known by. */
    private static final int LONGEST = 255;

    private Learners() {}

    /** The learner of a grade: whose attempt it was, never who graded. */
    static Entity graded(CaliperEvent event) {
        return people(
                        event.generated().get("attempt").get("assignee"),
                        event.generated().get("assignee"),
                        event.object().get("assignee"),
                        event.object().get("attempt").get("assignee"),
                        // Caliper 1.0 calls the assignee of an attempt its actor
                        event.object().get("actor"),
                        event.generated().get("actor"))
                .min(Comparator.comparing(Entity::isAnonymous))
                .orElse(Entity.NONE);
    }

    /** The learner of what learners do themselves: whose attempt it was, otherwise who acted. */
    static Entity acting(CaliperEvent event) {
        return Stream.concat(people(graded(event)), people(event.event().get("actor")))
                .findFirst()
                .orElse(Entity.NONE);
    }

    /** True where the event says that they have a place in the course, and none of a learner. */
    static boolean isStaff(CaliperEvent event, Entity person) {
        Entity membership = event.event().get("membership");
        String member = membership.get("member").id();
        List<String> roles = membership.node().path("roles").values().stream()
                .map(role -> Entity.bare(role.asString("")))
                .toList();
        return member != null && member.equals(person.id()) && !roles.isEmpty() && STAFF.containsAll(roles);
    }

    private static Stream<Entity> people(Entity... candidates) {
        return Stream.of(candidates).filter(one -> one.isThere() && !one.is("SoftwareApplication") && !one.is("Group"));
    }

    /** The identifiers of a person, strongest first; empty where there is none that can be one. */
    static List<Identifier> identifiers(Origin origin, Entity event, Entity person) {
        Set<Identifier> found = new LinkedHashSet<>();
        for (JsonNode other : person.node().path("otherIdentifiers").values()) {
            system(origin, other).ifPresent(found::add);
        }
        vendors(person, found);
        String iri = person.id();
        if (iri != null) {
            LaunchClaims.in(origin, event)
                    .filter(launch -> launch.user().equals(iri))
                    .ifPresent(launch -> found.add(new Identifier(IdentifierKind.SUB, launch.sub())));
            found.addAll(iri(origin, iri, homeShard(event)));
        }
        return found.stream()
                .filter(identifier -> identifier.value().length() <= LONGEST)
                .sorted(Comparator.comparingInt(identifier -> STRONGEST_FIRST.indexOf(identifier.kind())))
                .toList();
    }

    private static Optional<Identifier> system(Origin origin, JsonNode other) {
        Optional<String> value = Entity.text(other, "identifier");
        IdentifierKind kind =
                switch (Entity.bare(Entity.text(other, "identifierType").orElse(""))) {
                    case "LtiUserId" -> IdentifierKind.SUB;
                    case "SisSourcedId", "LisSourcedId" -> IdentifierKind.SIS;
                    case "AccountUserName" -> IdentifierKind.USERNAME;
                    case "EmailAddress" -> IdentifierKind.EMAIL;
                    default -> null;
                };
        if (kind == null || value.isEmpty()) {
            return Optional.empty();
        }
        return kind == IdentifierKind.EMAIL
                ? email(origin, value.get())
                : Optional.of(new Identifier(kind, value.get()));
    }

    private static Optional<Identifier> email(Origin origin, String address) {
        return origin.feed().reading().matchEmail() && address.indexOf('@') > 0
                ? Optional.of(new Identifier(IdentifierKind.EMAIL, address.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** Canvas and Blackboard tell the student number among their own extensions. */
    private static void vendors(Entity person, Set<Identifier> found) {
        JsonNode canvas = person.extensions("com.instructure.canvas");
        Stream.of(
                        Entity.text(canvas, "sis_id"),
                        Entity.text(canvas, "user_sis_id"),
                        Entity.text(person.node().path("extensions"), "bb:user.externalId"))
                .flatMap(Optional::stream)
                .forEach(sis -> found.add(new Identifier(IdentifierKind.SIS, sis)));
    }

    private static List<Identifier> iri(Origin origin, String iri, long home) {
        Matcher canvas = CANVAS.matcher(iri);
        if (canvas.matches()) {
            return CanvasId.of(canvas.group(1)).map(id -> canvas(id, home)).orElse(List.of());
        }
        Optional<String> blackboard = Blackboard.user(iri);
        if (blackboard.isPresent()) {
            return List.of(
                    new Identifier(IdentifierKind.SUB, blackboard.get()), new Identifier(IdentifierKind.IRI, iri));
        }
        if (iri.startsWith("mailto:")) {
            return email(origin, iri.substring("mailto:".length())).stream().toList();
        }
        return List.of(Places.below(origin, iri)
                .map(path -> Pattern.compile("/user/(\\d{1,18})").matcher(path))
                .filter(Matcher::matches)
                .map(user -> new Identifier(IdentifierKind.SUB, user.group(1)))
                .orElseGet(() -> new Identifier(IdentifierKind.IRI, iri)));
    }

    /** The shard of the institution's own account, or at least of the course: 0 where the event does not say. */
    private static long homeShard(Entity event) {
        JsonNode told = event.get("actor").extensions("com.instructure.canvas");
        return CanvasId.of(Texts.of(told, "root_account_id"))
                .or(() -> CanvasId.of(Texts.of(event.get("group").extensions("com.instructure.canvas"), "entity_id")))
                .map(CanvasId::shard)
                .orElse(0L);
    }

    /** A local number means the same person only on the shard it counts in. */
    private static List<Identifier> canvas(CanvasId id, long home) {
        List<Identifier> identifiers = new ArrayList<>();
        if (id.isGlobal()) {
            identifiers.add(new Identifier(IdentifierKind.CANVAS_GLOBAL, id.global()));
        }
        if (home == 0 || !id.isGlobal() || id.shard() == home) {
            identifiers.add(new Identifier(IdentifierKind.CANVAS_LOCAL, id.localText()));
        }
        return identifiers;
    }
}
