package org.cairn.ingest.canvas;

import java.util.List;
import java.util.Optional;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.reading.Texts;
import org.cairn.lti.CourseCopied;

/** Courses that were renamed, and courses that were filled from others: what a notice tells too, where a platform sends them and we heard it. */
final class Migrations {

    private Migrations() {}

    /** A blueprint is synchronised again and again, so it only counts like a history; other imports have no origin. */
    static Translation completed(CanvasEvent event) {
        Optional<CourseCopied.How> how = event.text("migration_type").flatMap(Migrations::how);
        Optional<String> from = event.text("source_course_lti_id");
        Optional<String> to = event.text("destination_course_lti_id").or(() -> event.text("lti_context_id"));
        if (how.isEmpty() || from.isEmpty() || to.isEmpty() || from.equals(to)) {
            return Ignored.of("import.no-copy");
        }
        return new Translation.CourseFilled(
                new CourseCopied(event.platform(), List.of(from.get()), to.get(), how.get(), event.at()));
    }

    static Translation named(CanvasEvent event) {
        Optional<CanvasId> course = event.id("course_id");
        String name = Texts.clean(Texts.of(event.body(), "name"), Assignments.LONGEST_TITLE);
        return course.isEmpty() || name == null
                ? Ignored.of("course.no-title")
                : new Translation.CourseNamed(course.get().localText(), name);
    }

    private static Optional<CourseCopied.How> how(String type) {
        return switch (type) {
            case "course_copy_importer" -> Optional.of(CourseCopied.How.NOTICE);
            case "master_course_import" -> Optional.of(CourseCopied.How.HISTORY);
            default -> Optional.empty();
        };
    }
}
