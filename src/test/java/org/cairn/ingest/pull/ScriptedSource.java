package org.cairn.ingest.pull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translator;
import org.cairn.lti.Course;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;

/** A product that answers what the test says. */
final class ScriptedSource implements Source, Translator {

    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    volatile boolean knowsToken = true;
    volatile Script script = (course, reading) -> {};

    /** What happens when a course is read. */
    interface Script {
        void read(Course course, Reading reading) throws Refused;
    }

    @Override
    public FeedKind kind() {
        return FeedKind.CANVAS_API;
    }

    @Override
    public Pulls.Trial tryOut(Account account) {
        return new Pulls.Trial(knowsToken, List.of(), knowsToken ? null : "canvas.token");
    }

    @Override
    public void read(Account account, Course course, Reading reading) throws Refused {
        asked.add(course.ownId());
        tokens.add(account.token());
        script.read(course, reading);
    }

    /** A student's points as they look now. */
    static Sight points(String student, String points) {
        return new Sight("points:" + student, "points", points, after -> student + "=" + points, true);
    }

    @Override
    public Translation translate(Origin origin, String body, java.time.Instant receivedAt) {
        String[] said = body.split("=");
        return new Translation.Observed(
                List.of(new Identifier(IdentifierKind.CANVAS_LOCAL, said[0])),
                receivedAt,
                List.of(new Score(
                        new Activity(origin.id(), "565", "assignment:1"),
                        new java.math.BigDecimal(said[1]),
                        java.math.BigDecimal.TEN)),
                List.of());
    }
}
