package org.cairn.ingest.moodle;

import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.reading.Texts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** People as {@code core_enrol_get_enrolled_users} tells of them. */
final class People {

    private static final String PERSON = "person";

    private People() {}

    /** Whether somebody is a student of the course: the gradebook knows best, for a site may have roles of its own. */
    static boolean isStudent(JsonNode user, Set<String> inGradebook) {
        for (JsonNode role : user.path("roles")) {
            if ("student".equals(Texts.of(role, "shortname"))) {
                return true;
            }
        }
        return Ids.of(user, "id").filter(inGradebook::contains).isPresent();
    }

    static Optional<Finding> person(JsonNode user, boolean student) {
        return Ids.of(user, "id").map(id -> {
            ObjectNode body = Finding.body(PERSON).put("user", id).put("enrolled", student);
            for (String field : new String[] {"username", "idnumber", "fullname", "email"}) {
                String text = Texts.of(user, field);
                if (text != null && !text.isBlank()) {
                    body.put(field, text);
                }
            }
            return new Finding(id, PERSON, Functions.PEOPLE, null, false, body);
        });
    }

    /** Somebody is no longer among those enrolled. */
    static Finding left(String id) {
        ObjectNode body =
                Finding.body(PERSON).put("user", id).put("enrolled", false).put("left", true);
        return new Finding(id, PERSON, Functions.PEOPLE, null, false, body);
    }
}
