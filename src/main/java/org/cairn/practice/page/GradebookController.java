package org.cairn.practice.page;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.cairn.practice.Places;
import org.cairn.practice.canvas.CanvasScores;
import org.cairn.practice.lti.Errand;
import org.cairn.practice.lti.Initiations;
import org.cairn.practice.lti.Launching;
import org.cairn.practice.moodle.MoodleResults;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Column;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Mark;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The gradebook: what tools wrote into their columns, and what the teacher wrote over it. */
@Controller
@Profile("practice")
@RequestMapping({"/practice/courses/{id}", "/practice/moodle/courses/{id}"})
class GradebookController {

    private final Places places;
    private final Initiations initiations;
    private final CanvasScores canvas;
    private final MoodleResults moodle;

    GradebookController(Places places, Initiations initiations, CanvasScores canvas, MoodleResults moodle) {
        this.places = places;
        this.initiations = initiations;
        this.canvas = canvas;
        this.moodle = moodle;
    }

    /** One student's cell; the mark is null where nothing was ever written. */
    public record Cell(Person student, @Nullable Mark mark) {}

    /** A column with what stands in it. */
    public record Shown(Column column, String tool, List<Cell> cells) {}

    @GetMapping("/gradebook")
    String gradebook(
            Campus campus,
            @PathVariable long id,
            @RequestParam String as,
            @RequestParam(required = false) @Nullable String problem,
            Model model) {
        Course course = campus.course(id);
        Person person = World.person(as);
        List<Person> students = person.student() ? List.of(person) : World.STUDENTS;
        model.addAttribute("course", course);
        model.addAttribute("person", person);
        model.addAttribute("problem", problem);
        model.addAttribute("concluded", campus.concluded(course));
        model.addAttribute(
                "columns",
                campus.columns().of(course).stream()
                        .map(one -> shown(campus, one, students))
                        .toList());
        return "practice/gradebook";
    }

    /** The teacher writes a grade over the tool's; an empty one takes it away. */
    @PostMapping("/gradebook")
    String override(
            Campus campus,
            @PathVariable long id,
            @RequestParam String as,
            @RequestParam long column,
            @RequestParam String student,
            @RequestParam(defaultValue = "") String points) {
        Course course = campus.teacherIn(id, as);
        Column written = column(campus, course, column);
        Person whom = World.person(student);
        String back = "redirect:%s/courses/%d/gradebook?as=%s".formatted(campus.path(), id, as);
        Optional<BigDecimal> number;
        try {
            number = points.isBlank() ? Optional.empty() : Optional.of(new BigDecimal(points.trim()));
        } catch (NumberFormatException e) {
            return back + "&problem=number";
        }
        if (number.filter(one -> one.signum() < 0 || one.precision() > 12 || Math.abs(one.scale()) > 6)
                .isPresent()) {
            return back + "&problem=number";
        }
        if (campus.canvas()) {
            canvas.override(written, whom, number.orElse(null));
        } else {
            moodle.override(written, whom, number.orElse(null));
        }
        return back + "#column-" + column;
    }

    /** Ends a course, or opens it again. */
    @PostMapping("/conclude")
    String conclude(Campus campus, @PathVariable long id, @RequestParam String as) {
        Course course = campus.teacherIn(id, as);
        if (campus.concluded(course)) {
            campus.reopen(course);
        } else {
            campus.conclude(course);
        }
        return "redirect:%s/courses/%d/gradebook?as=%s".formatted(campus.path(), id, as);
    }

    /** Shows what one student did, in the tool itself. */
    @GetMapping("/review/{column}/{student}")
    String review(
            Campus campus,
            @PathVariable long id,
            @PathVariable long column,
            @PathVariable String student,
            @RequestParam String as,
            Model model) {
        Course course = campus.teacherIn(id, as);
        Column reviewed = column(campus, course, column);
        Tool tool = campus.openTools().stream()
                .filter(one -> one.clientId().equals(reviewed.clientId()))
                .findFirst()
                .orElse(null);
        Person whom = World.person(student);
        model.addAttribute("course", course);
        model.addAttribute("person", World.person(as));
        model.addAttribute("toolOrigin", places.toolOrigin());
        model.addAttribute("tool", tool);
        model.addAttribute("heading", whom.name() + ", " + reviewed.label());
        if (tool != null) {
            Errand errand = new Errand.Review(reviewed, whom);
            model.addAttribute(
                    "launch", initiations.address(new Launching(campus, tool, World.person(as), course, errand)));
        }
        return "practice/course";
    }

    private static Shown shown(Campus campus, Column column, List<Person> students) {
        String tool = campus.tools().find(column.clientId()).map(Tool::name).orElse("a tool that is gone");
        return new Shown(
                column,
                tool,
                students.stream()
                        .map(one -> new Cell(one, column.marks().get(one.id())))
                        .toList());
    }

    private static Column column(Campus campus, Course course, long id) {
        return campus.columns().find(course, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
