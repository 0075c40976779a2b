package org.cairn.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Uploads;
import org.cairn.lti.CourseId;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;

/** Understands one row about everybody and nothing of the rest; the name of the preview is its course. */
public final class TestUploads implements Uploads {

    public final List<Upload> shown = new ArrayList<>();
    public final Set<String> feeds = new HashSet<>();
    public final List<String> confirmed = new ArrayList<>();

    /** So many rows of the file that was confirmed last are stored. */
    public int underway = 500;

    private final TestWorld world;

    TestUploads(TestWorld world) {
        this.world = world;
    }

    @Override
    public Preview preview(Upload upload, byte[] file) throws NotReadable {
        if (new String(file, StandardCharsets.UTF_8).startsWith("PK")) {
            throw new NotReadable(Complaint.of("file.workbook"));
        }
        shown.add(upload);
        List<Row> rows = new ArrayList<>();
        world.students.forEach(student -> rows.add(new Row(
                rows.size() + 2,
                student,
                "sis A" + rows.size(),
                "scored",
                "Team charter",
                "8.5 / 10",
                world.clock.instant())));
        rows.add(new Row(rows.size() + 2, null, "sis <b>Z0</b>", "attested", "Mentor meeting", null, null));
        return new Preview(
                "preview-" + shown.size(),
                world.clock.instant().plus(Duration.ofHours(1)),
                List.of(
                        new Column("Student ID", "sis"),
                        new Column("Score", "points"),
                        new Column("Essay (7)", "grades-of", null, List.of("Essay", "20")),
                        new Column("Peer review (8)", null, "by-hand", List.of()),
                        new Column("Favourite colour", null),
                        new Column("", null)),
                rows.size() + 1,
                rows.size(),
                1,
                rows,
                List.of(new Fault(
                        rows.size() + 2, Complaint.of("cell.no-number", "A-").text())),
                1);
    }

    @Override
    public boolean confirm(InstitutionId institution, String preview, LearnerId by, @Nullable CourseId course) {
        boolean known = preview.startsWith("preview-");
        if (known) {
            confirmed.add(preview);
        }
        return known;
    }

    @Override
    public Set<String> feeds(InstitutionId institution) {
        return feeds;
    }

    @Override
    public List<Taken> taken(InstitutionId institution, @Nullable CourseId course, int most) {
        return List.of(
                new Taken("week-20.csv", "Tess Teacher", world.clock.instant(), 1200, underway, 3),
                new Taken("week-19.csv", null, world.clock.instant(), 1190, 1190, 0));
    }
}
