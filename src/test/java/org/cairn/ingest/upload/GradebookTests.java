package org.cairn.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.Uploads.Column;
import org.cairn.ingest.Uploads.NotReadable;
import org.cairn.ingest.upload.Gradebook.Grades;
import org.cairn.ingest.upload.Gradebook.Here;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradebookTests {

    private static final PlatformId PLATFORM = new PlatformId(new InstitutionId(Ids.next()), Ids.next());

    private final Here here = new Here(
            true,
            Set.of("event:Talk", "course"),
            List.of(
                    activity("assignment:355", "Team charter", "20"),
                    activity("cm:9", "Essay", "10"),
                    activity("cm:10", "Project: Part 1", "30"),
                    activity("cm:11", "Part 1", null),
                    activity("cm:12", "Essay (draft)", "5")));

    private static KnownActivity activity(String id, String title, String possible) {
        return new KnownActivity(
                new Activity(PLATFORM, "565", id), title, possible == null ? null : new BigDecimal(possible));
    }

    private Gradebook read(Family family, String... lines) throws NotReadable {
        List<Csv.Line> rows = Csv.read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8), 100);
        return Gradebook.of(rows, Headings.of(rows.getFirst(), family), here);
    }

    private static List<String> cells(Gradebook gradebook, int column) {
        Grades grades = gradebook.grades().get(column);
        return gradebook.rows().stream().map(row -> Gradebook.cell(row, grades)).toList();
    }

    @Test
    void whereCanvasHasAnOverrideItStandsInPlaceOfTheFinalScore() throws Exception {
        Gradebook read = read(
                Family.CANVAS,
                "Student,ID,SIS User ID,Section,Team charter (355),Final Score,Override Score",
                "    Points Possible,,,,20.00,(read only),(read only)",
                "\"Abara, Ada\",501,A1,1,17,55.00,90.00",
                "\"Brandt, Ben\",502,B2,1,9,45.00,");

        assertThat(read.grades()).extracting(Grades::activity).containsExactly("assignment:355", "course");
        assertThat(cells(read, 1)).containsExactly("90.00", "45.00");
        assertThat(read.shown().getLast().meaning()).isEqualTo("grades-instead");
    }

    @Test
    void pointsOfAThousandAndMoreAreReadAsCanvasWritesThem() throws Exception {
        Gradebook read = read(
                Family.CANVAS,
                "Student;ID;Team charter (355)",
                "    Points Possible;;1.500,00",
                "\"Abara, Ada\";501;1.234,50");

        assertThat(read.grades()).extracting(Grades::possible).containsExactly("1500");
        assertThat(Cells.number(cells(read, 0).getFirst())).isEqualTo("1234.50");
    }

    @Test
    void aGradebookAsBlackboardExportsItIsUnderstood() throws Exception {
        Gradebook read = read(
                Family.OTHER,
                "\"Last Name\",\"First Name\",\"Username\",\"Student ID\",\"Availability\","
                        + "\"Team charter [Total Pts: 25 Score] |4711\",\"Essay [Total Pts: 10 Percentage] |4712\","
                        + "\"Total [Total Pts: up to 35 Score] |4713\"",
                "\"Abara\",\"Ada\",\"ada.x\",\"A1\",\"Yes\",\"17.00\",\"85%\",\"25.5\"",
                "\"Brandt\",\"Ben\",\"ben.x\",\"B2\",\"Yes\",\"Needs Grading(8.00)\",\"\",\"In Progress\"");

        assertThat(read.grades())
                .extracting(Grades::activity, Grades::possible)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("assignment:355", "25"),
                        org.assertj.core.groups.Tuple.tuple("cm:9", null));
        assertThat(cells(read, 0))
                .last()
                .satisfies(cell -> assertThat(GradeCell.isNothing(cell)).isTrue());
        assertThat(read.shown().getLast().unused()).isEqualTo("elsewhere");
    }

    /** Headings, and what they are of. */
    @ParameterizedTest
    @CsvSource({
        "Project: Part 1 (Real), cm:10, 30",
        "Assignment: Project: Part 1 (Real), cm:10, 30",
        "Aufgabe: Essay (Punkte), cm:9, 10",
        "Devoir : Essay (Réel), cm:9, 10",
        "Essay (draft), cm:12, 5",
        "Assignment: Essay (draft) (Real), cm:12, 5",
        "Essay (Nota), cm:9, 10"
    })
    void aColumnOfMoodleIsFoundWhateverItsTitleAndItsLanguage(String heading, String activity, String possible)
            throws Exception {
        Gradebook read = read(Family.MOODLE, "ID number," + heading, "A1,8.00");

        assertThat(read.grades())
                .extracting(Grades::activity, Grades::possible)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(activity, possible));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grade", "Result", "Completed", "Note"})
    void aTableWithAColumnForEachActivityMayHaveOthersBesides(String other) throws Exception {
        Gradebook read = read(Family.CANVAS, "Student ID,Team charter," + other + ",Date", "A1,17,B,2026-03-02");

        assertThat(read.grades()).extracting(Grades::activity).containsExactly("assignment:355");
        assertThat(read.shown()).extracting(Column::meaning).isEqualTo(Arrays.asList("sis", "grades-of", null, "time"));
    }

    @Test
    void aFileWithARowForEachResultHasNoColumnsOfActivities() throws Exception {
        assertThat(read(Family.CANVAS, "Student ID,Activity,Score,Team charter", "A1,Essay,8,17")
                        .grades())
                .isEmpty();
        assertThat(read(Family.CANVAS, "Student ID,Score", "A1,8").shown())
                .extracting(Column::meaning)
                .containsExactly("sis", "points");
    }

    @ParameterizedTest
    @CsvSource({
        "Completed, true",
        "Completed (achieved pass grade), true",
        "Completed (did not achieve pass grade), false",
        "Not completed, false"
    })
    void completionIsReadAsMoodlesReportWritesIt(String cell, boolean done) {
        assertThat(GradeCell.isWord(cell)).isTrue();
        assertThat(Cells.yes(cell)).contains(done);
    }
}
