package org.cairn.web.instructor;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.web.Access;
import org.cairn.web.Problem;
import org.cairn.web.Progress;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** My class as a file for a spreadsheet: a line for each student, and how far they are with each milestone and badge. */
@Controller
class ClassFile {

    private final Courses courses;
    private final Pathways pathways;
    private final Awards awards;
    private final ClassTable table;
    private final Ways ways;
    private final Wording wording;

    ClassFile(Courses courses, Pathways pathways, Awards awards, ClassTable table, Ways ways, Wording wording) {
        this.courses = courses;
        this.pathways = pathways;
        this.awards = awards;
        this.table = table;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping("/instructor/class.csv")
    ResponseEntity<byte[]> ofAll(Launch launch, Locale locale) {
        CourseId course = Access.teaching(launch);
        return file(course, pathways.badgesIn(course), locale);
    }

    @GetMapping("/instructor/badge/{key}/class.csv")
    ResponseEntity<byte[]> ofOne(Launch launch, Locale locale, @PathVariable String key) {
        CourseId course = Access.teaching(launch);
        Catalogue catalogue = pathways.catalogue(launch.institution());
        Badge badge = catalogue.badge(key).orElseThrow(Problem::notFound);
        return file(course, Progress.together(badge, catalogue), locale);
    }

    private ResponseEntity<byte[]> file(CourseId course, List<Badge> badges, Locale locale) {
        Words words = wording.in(locale);
        List<Learner> students = courses.students(course);
        Grid grid = table.grid(course.institution(), badges, students, locale);
        Map<LearnerId, Map<String, LocalDate>> earned = earned(course, students, words);
        Map<LearnerId, Learner> people = new HashMap<>();
        students.forEach(student -> people.put(student.id(), student));
        Csv csv = new Csv();
        csv.line(heads(grid, words));
        grid.lines().stream()
                .sorted(Grid.BY_NAME)
                .forEach(line ->
                        csv.line(fields(line, grid, new LearnerId(course.institution(), line.id()), people, earned)));
        ContentDisposition attached = ContentDisposition.attachment()
                .filename("class-%s.csv".formatted(words.day(ways.now())))
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, attached.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(csv.bytes());
    }

    private static List<String> heads(Grid grid, Words words) {
        List<String> heads = new ArrayList<>(List.of(words.say("class.student"), words.say("class.file.email")));
        for (Grid.Column column : grid.columns()) {
            String badge = column.badge().title();
            if (column.leaf() == null) {
                heads.add(badge);
                heads.add(words.say("class.file.earned", badge));
            } else {
                heads.add(words.say("class.file.milestone", badge, column.title()));
            }
        }
        return heads;
    }

    /** Dates stand in a column of their own, as a spreadsheet sorts them. */
    private static List<String> fields(
            Grid.Line line,
            Grid grid,
            LearnerId id,
            Map<LearnerId, Learner> people,
            Map<LearnerId, Map<String, LocalDate>> earned) {
        Learner student = people.get(id);
        String email = student == null ? null : student.email();
        List<String> fields = new ArrayList<>(List.of(line.name(), email == null ? "" : email));
        for (int at = 0; at < grid.columns().size(); at++) {
            Grid.Column column = grid.columns().get(at);
            fields.add(line.cells().get(at).word());
            if (column.leaf() == null) {
                LocalDate day =
                        earned.getOrDefault(id, Map.of()).get(column.badge().key());
                fields.add(day == null ? "" : day.toString());
            }
        }
        return fields;
    }

    private Map<LearnerId, Map<String, LocalDate>> earned(CourseId course, List<Learner> students, Words words) {
        Map<LearnerId, Map<String, LocalDate>> earned = new HashMap<>();
        awards.of(course.institution(), students.stream().map(Learner::id).toList())
                .forEach((learner, theirs) -> theirs.stream()
                        .filter(Award::stands)
                        .forEach(award -> earned.computeIfAbsent(learner, key -> new HashMap<>())
                                .put(award.badge(), words.day(award.earnedAt()))));
        return earned;
    }
}
