package org.cairn.ingest.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.reading.Links;
import org.cairn.ingest.upload.Cells.Wrong;
import org.cairn.ingest.upload.RowEvents.Draft;
import org.cairn.ingest.upload.RowEvents.Said;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes events of rows: the same that a system could have sent.
 *
 * @param grades the columns of activities; none in a file that has a row for each result
 */
record RowReader(
        Headings headings, List<Gradebook.Grades> grades, RowEvents events, Where where, Milestones milestones) {

    List<Said> read(Csv.Line line) throws Wrong {
        return grades.isEmpty() ? results(line) : grades(line);
    }

    /** A row that has a cell for each activity. */
    private List<Said> grades(Csv.Line line) throws Wrong {
        if (Who.isTestStudent(headings, line)) {
            throw new Wrong(Complaint.of("row.test-student"));
        }
        List<Said> said = new ArrayList<>();
        for (Gradebook.Grades column : grades) {
            String cell = Gradebook.cell(line, column);
            if (!GradeCell.isNothing(cell)) {
                said.add(grade(line, column, cell));
            }
        }
        if (said.isEmpty()) {
            throw new Wrong(Complaint.of("row.no-grade"));
        }
        return said;
    }

    private Said grade(Csv.Line line, Gradebook.Grades column, String cell) throws Wrong {
        RowType type =
                GradeCell.isExcused(cell) ? RowType.EXCUSED : GradeCell.isWord(cell) ? done(cell) : RowType.SCORED;
        Draft draft = events.begin(line, type);
        where.course(draft.event(), line, type);
        draft.event().putObject("activity").put("id", column.activity());
        return events.end(line, draft, column.title(), type == RowType.SCORED ? points(draft, column, cell) : null);
    }

    private static String points(Draft draft, Gradebook.Grades column, String cell) throws Wrong {
        try {
            return Points.put(draft.event(), cell, column.possible());
        } catch (Wrong wrong) {
            throw wrong.in(Complaint.of("cell.in-column", Cells.shown(column.heading())));
        }
    }

    private static RowType done(String cell) throws Wrong {
        return Cells.yes(cell).orElseThrow(() -> new Wrong(Complaint.of("cell.not-yes", Cells.shown(cell))))
                ? RowType.COMPLETED
                : RowType.UNCOMPLETED;
    }

    private List<Said> results(Csv.Line line) throws Wrong {
        List<RowType> types = types(line);
        if (types.isEmpty()) {
            throw new Wrong(Complaint.of("row.says-nothing"));
        }
        List<Said> said = new ArrayList<>();
        for (RowType type : types) {
            said.add(result(line, type));
        }
        return said;
    }

    /** What the row says it is, or what its cells make it. */
    private List<RowType> types(Csv.Line line) throws Wrong {
        String type = cell(line, "type");
        if (!type.isEmpty()) {
            return List.of(RowType.called(type)
                    .orElseThrow(() -> new Wrong(
                            Complaint.of("row.no-type", Cells.shown(type), String.join(", ", RowType.codes())))));
        }
        List<RowType> types = new ArrayList<>();
        String points = cell(line, "points");
        if (!GradeCell.isNothing(points)) {
            types.add(GradeCell.isExcused(points) ? RowType.EXCUSED : RowType.SCORED);
        }
        String completed = cell(line, "completed");
        if (!completed.isEmpty()) {
            types.add(done(completed));
        }
        if (types.isEmpty() && !cell(line, "milestone").isEmpty()) {
            types.add(RowType.ATTESTED);
        }
        return types;
    }

    private Said result(Csv.Line line, RowType type) throws Wrong {
        Draft draft = events.begin(line, type);
        ObjectNode event = draft.event();
        String about = type.isOfAMilestone() ? milestone(event, line, type) : where.activity(event, line, type);
        copy(event, line, "note");
        copy(event, line, "link");
        String value = type == RowType.SCORED ? points(event, line) : null;
        if (type == RowType.WAIVED && cell(line, "note").isEmpty()) {
            throw new Wrong(Complaint.of("row.no-reason"));
        }
        if (Links.https(cell(line, "link")).isEmpty() && !cell(line, "link").isEmpty()) {
            throw new Wrong(Complaint.of("cell.no-link", Cells.shown(cell(line, "link"))));
        }
        return events.end(line, draft, about, value);
    }

    private String milestone(ObjectNode event, Csv.Line line, RowType type) throws Wrong {
        where.courseOf(line, type);
        return milestones.write(event, line);
    }

    private @Nullable String points(ObjectNode event, Csv.Line line) throws Wrong {
        String points = cell(line, "points");
        if (points.isEmpty()) {
            throw new Wrong(Complaint.of("row.no-points"));
        }
        String possible = cell(line, "possible");
        return Points.put(event, points, possible.isEmpty() ? where.possible(event) : possible);
    }

    private void copy(ObjectNode event, Csv.Line line, String field) {
        Optional.of(cell(line, field)).filter(cell -> !cell.isEmpty()).ifPresent(cell -> event.put(field, cell));
    }

    private String cell(Csv.Line line, String meaning) {
        return headings.cell(line, meaning);
    }
}
