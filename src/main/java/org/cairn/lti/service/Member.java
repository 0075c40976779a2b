package org.cairn.lti.service;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.database.Text;
import org.cairn.lti.Role;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One entry of a roster (Names and Role Provisioning Services 2.0 section 2.1).
 *
 * @param role absent for those who neither learn nor teach in the course
 */
record Member(String sub, Person person, Optional<Role> role, boolean active) {

    private static final String CUSTOM = "https://purl.imsglobal.org/spec/lti/claim/custom";
    private static final String TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser";
    private static final String MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership";
    private static final Set<String> TEACHING = Set.of("Instructor", "ContentDeveloper", "Administrator");
    private static final Set<String> LEARNING = Set.of("Learner", "Student");
    private static final int LONGEST_SUB = 255;
    private static final int MOST_PAST = 20;

    /** Reads an entry; empty when it names nobody, or a test student who does not exist. */
    static Optional<Member> of(JsonNode entry, Family family) {
        String sub = text(entry, "user_id");
        Set<String> roles = roles(entry);
        if (sub == null || sub.length() > LONGEST_SUB || !Text.isPlain(sub) || roles.contains(TEST_USER)) {
            return Optional.empty();
        }
        Set<Identifier> identifiers = new HashSet<>();
        identifiers.add(new Identifier(IdentifierKind.SUB, sub));
        add(identifiers, IdentifierKind.LTI11, text(entry, "lti11_legacy_user_id"));
        add(identifiers, IdentifierKind.SIS, text(entry, "lis_person_sourcedid"));
        add(identifiers, IdentifierKind.USERNAME, text(entry, "ext_user_username"));
        if (family == Family.CANVAS) {
            entry.path("message").valueStream().forEach(message -> addCanvas(identifiers, message.path(CUSTOM)));
        }
        Person person = new Person(Set.copyOf(identifiers), name(entry), text(entry, "email"), past(entry));
        String status = entry.path("status").asString("Active");
        return Optional.of(new Member(sub, person, role(roles), "Active".equalsIgnoreCase(status)));
    }

    private static void addCanvas(Set<Identifier> identifiers, JsonNode custom) {
        add(identifiers, IdentifierKind.CANVAS_LOCAL, text(custom, "canvas_user_id"));
        add(identifiers, IdentifierKind.CANVAS_GLOBAL, text(custom, "canvas_user_global_id"));
        add(identifiers, IdentifierKind.CANVAS_UUID, text(custom, "canvas_user_uuid"));
        add(identifiers, IdentifierKind.SIS, text(custom, "user_sis_id"));
    }

    /** What Canvas called somebody before it merged two of its accounts. */
    private static Set<Identifier> past(JsonNode entry) {
        Set<Identifier> past = new HashSet<>();
        entry.path("past_lti_ids")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(id -> !id.isBlank() && id.length() <= LONGEST_SUB && Text.isPlain(id))
                .limit(MOST_PAST)
                .forEach(id -> past.add(new Identifier(IdentifierKind.SUB, id)));
        return Set.copyOf(past);
    }

    private static void add(Set<Identifier> identifiers, IdentifierKind kind, @Nullable String value) {
        if (value != null) {
            identifiers.add(new Identifier(kind, value));
        }
    }

    private static @Nullable String name(JsonNode entry) {
        String name = text(entry, "name");
        if (name != null) {
            return name;
        }
        String parts = String.join(
                        " ",
                        List.of(
                                entry.path("given_name").asString(""),
                                entry.path("family_name").asString("")))
                .strip();
        return parts.isEmpty() ? null : parts;
    }

    /** Platforms send ids as text or as numbers. */
    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return (value.isString() && !value.asString().isBlank()) || value.isIntegralNumber() ? value.asString() : null;
    }

    private static Set<String> roles(JsonNode entry) {
        Set<String> roles = new HashSet<>();
        entry.path("roles").valueStream().filter(JsonNode::isString).forEach(role -> roles.add(role.asString()));
        return roles;
    }

    /** As at a launch: who assists teaches, and who only watches does not learn. */
    private static Optional<Role> role(Set<String> roles) {
        Set<String> here = new HashSet<>();
        roles.forEach(role -> here.add(inCourse(role)));
        if (here.stream().anyMatch(TEACHING::contains)) {
            return Optional.of(Role.INSTRUCTOR);
        }
        boolean learns = here.stream().anyMatch(LEARNING::contains) && !here.contains("Mentor");
        return learns ? Optional.of(Role.STUDENT) : Optional.empty();
    }

    /** The principal role within the course, out of a short name, a full one or a sub-role. */
    private static String inCourse(String role) {
        if (!role.startsWith(MEMBERSHIP)) {
            return role;
        }
        String rest = role.substring(MEMBERSHIP.length());
        int fragment = rest.indexOf('#');
        if (rest.startsWith("#")) {
            return rest.substring(1);
        }
        return rest.startsWith("/") && fragment > 1 ? rest.substring(1, fragment) : "";
    }
}
