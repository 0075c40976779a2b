package org.cairn.ingest.generic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.ActivityKnown;
import org.cairn.ingest.meaning.Translation.Enrolment;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.PersonKnown;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.people.Identifier;
import org.cairn.people.Person;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;

/** People, their places in courses, and activities. */
final class Named {

    private Named() {}

    static Translation person(OwnEvent event) {
        return known(event, null);
    }

    static Translation enrolled(OwnEvent event, boolean active) {
        String course = event.course();
        if (course == null) {
            return Unusable.of("own.no-course");
        }
        String role = Fields.text(event.body(), "role").orElse("student").toLowerCase(Locale.ROOT);
        if (!role.equals("student") && !role.equals("learner")) {
            return Ignored.of("own.not-student");
        }
        List<Identifier> who = Whom.of(event.origin(), event.body()).strong();
        String strongest = who.isEmpty()
                ? ""
                : who.getFirst().kind() + ":" + who.getFirst().value();
        String section = Fields.text(event.body(), "section").orElse("");
        String id = "event:"
                + Tokens.digest(course + "\n" + section + "\n" + strongest).substring(0, 40);
        return known(event, new Enrolment(id, course, active));
    }

    private static Translation known(OwnEvent event, @Nullable Enrolment enrolment) {
        Whom whom = Whom.of(event.origin(), event.body());
        if (whom.strong().isEmpty()) {
            return Unusable.of("own.email-alone");
        }
        return new PersonKnown(
                new Person(new LinkedHashSet<>(whom.strong()), whom.name(), whom.email()), event.at(), enrolment);
    }

    static Translation activity(OwnEvent event) {
        List<KnownActivity> named = event.named();
        return named.isEmpty() ? Unusable.of("own.no-title") : new ActivityKnown(named.getFirst());
    }
}
