package org.cairn.ingest.moodle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One reading of one course: first what one call tells of everybody, then each student in turn, because Moodle tells
 * completion of one person at a time. One call is under way at any moment.
 */
final class CourseReading {

    /** After so long it is the next course's turn; this one goes on with the next student. */
    static final Duration BUDGET = Duration.ofMinutes(5);

    static final int PAGE = 200;

    /** Once so many students in a row were refused, nobody more is asked for. */
    static final int MOST_REFUSALS = 5;

    private static final int KEPT_TOGETHER = 10;
    private static final int MOST_LEFT_AT_ONCE = 10;
    private static final String STUDENT = "student";
    private static final String IN = "in";
    private static final String MISSED = "missed";
    private static final String OUT = "out";

    private final Asking asking;
    private final String course;
    private final Notebook notebook;
    private final Clock clock;
    private final Instant began;

    CourseReading(Asking asking, String course, Notebook notebook, Clock clock) {
        this.asking = asking;
        this.course = course;
        this.notebook = notebook;
        this.clock = clock;
        this.began = clock.instant();
    }

    void from(Place place) throws Refused {
        Place students = place.isStart() ? everybody() : place;
        eachStudent(students);
        asking.complain();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Place everybody() throws Refused {
        JsonNode sections = asking.of(Functions.CONTENTS, contents());
        Instant asked = now();
        boolean tooMuch = false;
        JsonNode grades = MissingNode.getInstance();
        try {
            grades = asking.ofMuch(Functions.GRADES, Map.of("courseid", course, "userid", "0", "groupid", "0"));
        } catch (Site.TooMuch e) {
            tooMuch = true;
        }
        GradeItems items = new GradeItems(grades);
        Contents.activities(sections, items.items()).forEach(found -> notebook.note(found, asked));
        people(items);
        items.scores().forEach(found -> notebook.note(found, asked));
        complainOf(items);
        Place next = Place.students(tooMuch);
        notebook.keep(asking.standing(next));
        return next;
    }

    /** The activities without the files within them, of which there may be thousands. */
    private Map<String, String> contents() {
        return Map.of("courseid", course, "options[0][name]", "excludecontents", "options[0][value]", "1");
    }

    private void complainOf(GradeItems items) {
        if (items.tellTooLittle()) {
            asking.complain(Functions.GRADES, new Refused(Reason.UNUSABLE, Complaint.of("moodle.report-hides")));
        }
    }

    /** Pages until one brings nobody new: Moodle leaves out of a page whom the service user may not see. */
    private void people(GradeItems gradebook) throws Refused {
        Set<String> present = new HashSet<>();
        boolean whole = true;
        int before;
        int from = 0;
        do {
            before = present.size();
            Instant asked = now();
            JsonNode page = asking.of(Functions.PEOPLE, page(from));
            whole &= page.isArray();
            for (JsonNode user : page) {
                Ids.of(user, "id").filter(present::add).ifPresent(id -> met(id, user, gradebook, asked));
            }
            from += PAGE;
        } while (present.size() > before);
        if (whole && !present.isEmpty()) {
            left(present);
        }
        if (!asking.isOpen(Functions.PEOPLE)) {
            gradebook.students().forEach(id -> notebook.remember(id, STUDENT, new Seen(IN, null)));
        }
    }

    private Map<String, String> page(int from) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("courseid", course);
        List<String[]> options = List.of(
                new String[] {"onlyactive", "1"},
                new String[] {"userfields", "id,username,idnumber,fullname,email,roles"},
                new String[] {"sortby", "id"},
                new String[] {"limitfrom", Integer.toString(from)},
                new String[] {"limitnumber", Integer.toString(PAGE)});
        for (int i = 0; i < options.size(); i++) {
            parameters.put("options[%d][name]".formatted(i), options.get(i)[0]);
            parameters.put("options[%d][value]".formatted(i), options.get(i)[1]);
        }
        return parameters;
    }

    /** Where the gradebook could not be read, whoever was a student still is one. */
    private void met(String id, JsonNode user, GradeItems gradebook, Instant asked) {
        boolean student = People.isStudent(user, gradebook.students()) || (!gradebook.areTold() && isStudent(id));
        People.person(user, student).ifPresent(found -> notebook.note(found, asked));
        notebook.remember(id, STUDENT, student ? new Seen(IN, null) : null);
    }

    /**
     * Whoever is missing from a whole list twice running has left. When most of a class is missing, it is rather that the
     * service user no longer sees them.
     */
    private void left(Set<String> present) {
        Set<String> missing = new HashSet<>();
        int known = 0;
        for (String member : notebook.members()) {
            Seen student = notebook.last(member, STUDENT);
            if (student != null && !student.state().equals(OUT)) {
                known++;
                if (!present.contains(member)) {
                    missing.add(member);
                }
            }
        }
        if (missing.size() > Math.max(MOST_LEFT_AT_ONCE, known / 2)) {
            return;
        }
        Instant asked = now();
        for (String member : missing) {
            Seen student = notebook.last(member, STUDENT);
            boolean again = student != null && student.state().equals(MISSED);
            if (again) {
                notebook.note(People.left(member), asked);
            }
            notebook.remember(member, STUDENT, new Seen(again ? OUT : MISSED, null));
        }
    }

    private void eachStudent(Place from) throws Refused {
        List<String> students = notebook.members().stream()
                .filter(this::isStudent)
                .sorted(Comparator.comparingLong(Long::parseLong))
                .filter(from::isBefore)
                .toList();
        Place place = from;
        int unkept = 0;
        for (String student : students) {
            if (clock.instant().isAfter(began.plus(BUDGET))) {
                notebook.keep(asking.standing(place));
                throw new Refused(Reason.INTERRUPTED, Complaint.of("takes-long"));
            }
            if (!student(student, place.withGrades())) {
                break;
            }
            place = place.at(student);
            if (++unkept == KEPT_TOGETHER) {
                notebook.keep(asking.standing(place));
                unkept = 0;
            }
        }
        if (from.after() == null) {
            asking.askedAll();
        }
        notebook.keep(Place.START.text());
    }

    private boolean isStudent(String member) {
        Seen student = notebook.last(member, STUDENT);
        return student != null && !student.state().equals(OUT);
    }

    /** The answer is false when nothing more is to be learned of anybody. */
    private boolean student(String id, boolean withGrades) throws Refused {
        List<Finding> found = new ArrayList<>();
        Instant asked = now();
        Map<String, String> whom = Map.of("courseid", course, "userid", id);
        if (withGrades) {
            GradeItems items = new GradeItems(asking.of(Functions.GRADES, whom));
            found.addAll(items.scores());
            complainOf(items);
        }
        JsonNode activities = asking.of(Functions.ACTIVITIES_DONE, whom);
        asking.tracks(Completions.mayBeTracked(activities));
        found.addAll(Completions.activities(id, activities));
        Completions.course(id, asking.of(Functions.COURSE_DONE, whom)).ifPresent(found::add);
        found.forEach(one -> notebook.note(one, asked));
        return withGrades || asking.isOpen(Functions.ACTIVITIES_DONE) || asking.isOpen(Functions.COURSE_DONE);
    }
}
