package org.cairn.ingest.xapi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Enrolment;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.PersonKnown;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.xapi.Actors.Who;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Person;

/** What Moodle's plug-in logstore_xapi makes of Moodle's events: the event's name says best what is meant. */
final class MoodleEvents {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_ENROLMENT = 100;

    private MoodleEvents() {}

    static Translation translate(Statement statement) {
        return switch (statement.event()) {
            case "core\\event\\course_completed" -> courseCompleted(statement);
            case "core\\event\\course_module_completion_updated" -> moduleCompletion(statement);
            case "core\\event\\course_completion_updated" -> Ignored.of("course.other-terms");
            case "mod_assign\\event\\submission_graded" ->
                about(statement, said -> said.scored(true).or(Ignored.of("grade.nothing")));
            case "mod_quiz\\event\\attempt_submitted", "mod_quiz\\event\\attempt_abandoned" -> quiz(statement);
            case "mod_hvp\\event\\attempt_submitted" -> interactive(statement);
            case "mod_quiz\\event\\question_manually_graded" -> Ignored.of("quiz.question-graded");
            case "mod_lesson\\event\\lesson_ended" -> lesson(statement);
            case "mod_scorm\\event\\scoreraw_submitted" ->
                about(statement, said -> said.scored(false).or(Ignored.of("package.no-score")));
            case "mod_scorm\\event\\status_submitted" -> status(statement);
            case "mod_facetoface\\event\\take_attendance" -> attendance(statement);
            case "core\\event\\user_enrolment_created",
                    "core\\event\\user_enrolment_updated",
                    "core\\event\\user_enrolment_deleted" -> enrolment(statement);
            case "core\\event\\badge_awarded", "core\\event\\badge_revoked" -> Ignored.of("statement.moodle-badge");
            default -> AnyVerb.translate(statement);
        };
    }

    private static Translation about(Statement statement, Function<Said, Translation> say) {
        Optional<Statement.Module> module = statement.module();
        return module.isEmpty() ? Unusable.of("statement.no-module") : say.apply(new Said(statement, module.get()));
    }

    private static Translation courseCompleted(Statement statement) {
        String course = statement.course();
        if (course == null) {
            return Unusable.of("statement.no-course");
        }
        Statement.Module whole = new Statement.Module(statement.activity(course, "course"), null);
        return new Said(statement, whole)
                .completed(statement.flag("completion").orElse(true))
                .all();
    }

    /**
     * Moodle knows four states. Completed (1) and completed with a pass (2) complete the activity. Completed with a fail
     * (3: {@code success} is false) does not, for Moodle itself does not count it toward the course; so it withdraws what
     * an earlier pass has given. Not completed (0: {@code uncompleted}) withdraws as well.
     */
    private static Translation moduleCompletion(Statement statement) {
        boolean done = !statement.verbName().equals("uncompleted")
                && statement.flag("completion").orElse(true)
                && statement.flag("success").orElse(true);
        return about(statement, said -> said.completed(done).all());
    }

    /** One event makes one statement of the attempt and one for each question. */
    private static Translation quiz(Statement statement) {
        if (!statement.verbName().equals("completed")) {
            return Ignored.of("quiz.question-only");
        }
        return about(statement, said -> said.scored(false).or(Ignored.of("attempt.not-graded")));
    }

    /** Whether the grade is a pass is told as well; but what completes the activity, Moodle tells by an event of its own. */
    private static Translation interactive(Statement statement) {
        if (statement.verbName().equals("answered")) {
            return Ignored.of("activity.question-only");
        }
        return about(statement, said -> said.scored(false).or(Ignored.of("attempt.not-graded")));
    }

    private static Translation lesson(Statement statement) {
        return about(statement, said -> {
            said.scored(false);
            if (statement.flag("completion").orElse(false)
                    && statement.flag("success").orElse(true)) {
                said.completed(true);
            }
            return said.or(Ignored.of("lesson.left"));
        });
    }

    private static Translation status(Statement statement) {
        return about(statement, said -> switch (statement.verbName()) {
            case "completed", "passed" -> said.completed(true).all();
            case "failed" -> said.completed(false).all();
            default -> Ignored.of("package.undecided");
        });
    }

    private static Translation attendance(Statement statement) {
        return about(
                statement,
                said -> said.completed(statement.flag("completion").orElse(true))
                        .all());
    }

    private static final Set<String> IN = Set.of("enrolled", "resumed", "registered");
    private static final Set<String> OUT = Set.of("leave", "left", "unenrolled", "suspended", "unregistered");

    /** Somebody becomes known only under the id that launches name them by as well. */
    private static Translation enrolment(Statement statement) {
        String course = statement.course();
        boolean in = IN.contains(statement.verbName());
        if (!in && !OUT.contains(statement.verbName())) {
            return Ignored.of("enrolment.other-change");
        }
        if (course == null) {
            return Unusable.of("enrolment.no-course");
        }
        return switch (Actors.of(statement)) {
            case Who.Nobody nobody -> nobody.why();
            case Who.Named named -> enrolled(statement, named.identifiers(), course, in);
        };
    }

    private static Translation enrolled(Statement statement, List<Identifier> who, String course, boolean in) {
        if (who.getFirst().kind() != IdentifierKind.SUB) {
            return Ignored.of("enrolment.other-name");
        }
        String id = "%s in %s".formatted(who.getFirst().value(), course);
        if (id.length() > LONGEST_ENROLMENT) {
            return Unusable.of("enrolment.long-id");
        }
        String name = Texts.clean(Texts.of(statement.node().path("actor"), "name"), LONGEST_NAME);
        return new PersonKnown(new Person(Set.copyOf(who), name, null), statement.at(), new Enrolment(id, course, in));
    }
}
