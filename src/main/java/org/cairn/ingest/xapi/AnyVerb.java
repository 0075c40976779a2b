package org.cairn.ingest.xapi;

import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Unusable;

/** What a statement means by its verb alone: for every sender but Moodle's plug-in, and for events it does not name. */
final class AnyVerb {

    private static final Set<String> DONE =
            Set.of("completed", "complete", "passed", "mastered", "attended", "satisfied");
    private static final Set<String> UNDONE = Set.of("failed", "uncompleted");
    private static final Set<String> SCORED = Set.of("scored", "graded");

    private AnyVerb() {}

    static Translation translate(Statement statement) {
        String verb = statement.verbName();
        if (!DONE.contains(verb) && !UNDONE.contains(verb) && !SCORED.contains(verb)) {
            return Ignored.of("statement.not-counted");
        }
        if (!statement.isAboutActivity()) {
            return Ignored.of("statement.not-activity");
        }
        Optional<Statement.Module> about = about(statement);
        if (about.isEmpty()) {
            return Unusable.of("statement.no-activity");
        }
        return said(statement, new Said(statement, about.get()), verb);
    }

    private static Optional<Statement.Module> about(Statement statement) {
        if (statement.isMoodles() && MoodleUrls.course(statement.object()).isPresent()) {
            return Optional.of(new Statement.Module(statement.activity(statement.course(), "course"), null));
        }
        return statement.module().or(statement::anyActivity);
    }

    /** What is done without success is not done, and a fail takes back an earlier pass. */
    private static Translation said(Statement statement, Said said, String verb) {
        said.scored(SCORED.contains(verb));
        if (UNDONE.contains(verb)) {
            said.completed(false);
        } else if (DONE.contains(verb)) {
            said.completed(statement.flag("completion").orElse(true)
                    && statement.flag("success").orElse(true));
        }
        return said.all();
    }
}
