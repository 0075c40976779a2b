package org.cairn.practice;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cairn.practice.Gradebook.Entry;
import org.cairn.practice.Gradebook.Place;
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

/** The platform's assignments: students hand in, the teacher grades, and each time Cairn hears of it. */
@Controller
@Profile("practice")
@RequestMapping("/practice/courses/{id}")
class GradeController {

    private static final int SHOWN = 5;

    private final Gradebook gradebook;
    private final LiveEvents events;
    private final EventSender sender;
    private final Clock clock;

    GradeController(Gradebook gradebook, LiveEvents events, EventSender sender, Clock clock) {
        this.gradebook = gradebook;
        this.events = events;
        this.sender = sender;
        this.clock = clock;
    }

    /** One student's line for one assignment. */
    public record Line(Person student, Assignment assignment, Entry entry) {}

    @GetMapping("/grades")
    String grades(
            Campus campus,
            @PathVariable long id,
            @RequestParam String as,
            @RequestParam(required = false) @Nullable Long assignment,
            @RequestParam(required = false) @Nullable String problem,
            Model model) {
        Course course = campus.course(id);
        Person person = PageController.person(as);
        model.addAttribute("course", course);
        model.addAttribute("person", person);
        model.addAttribute("problem", problem);
        if (!person.teaches()) {
            model.addAttribute(
                    "lines",
                    course.assignments().stream().map(one -> line(person, one)).toList());
            return "practice/work";
        }
        Assignment chosen = assignment == null ? course.assignments().getFirst() : assignment(course, assignment);
        model.addAttribute("assignment", chosen);
        model.addAttribute(
                "lines", World.STUDENTS.stream().map(one -> line(one, chosen)).toList());
        model.addAttribute("events", sender.latest(SHOWN));
        return "practice/grades";
    }

    @PostMapping("/grades")
    String grade(
            Campus campus,
            @PathVariable long id,
            @RequestParam String as,
            @RequestParam long assignment,
            @RequestParam String student,
            @RequestParam(defaultValue = "") String score) {
        Course course = campus.course(id);
        Assignment graded = assignment(course, assignment);
        Person whom = PageController.person(student);
        if (!PageController.person(as).teaches() || !whom.student()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        String back = "redirect:/practice/courses/%d/grades?as=%s&assignment=%d".formatted(id, as, assignment);
        BigDecimal points = null;
        if (!score.isBlank()) {
            try {
                points = new BigDecimal(score.trim());
            } catch (NumberFormatException e) {
                return back + "&problem=number";
            }
            if (points.signum() < 0 || points.precision() > 12 || Math.abs(points.scale()) > 6) {
                return back + "&problem=number";
            }
        }
        Entry before = gradebook.grade(Place.of(graded, whom), points);
        awaitAnswer(sender.send(events.grade(course, graded, whom, before, points)));
        return back + "#row-" + whom.slug();
    }

    @PostMapping("/submissions")
    String submit(Campus campus, @PathVariable long id, @RequestParam String as, @RequestParam long assignment) {
        Course course = campus.course(id);
        Assignment done = assignment(course, assignment);
        Person student = PageController.person(as);
        if (!student.student()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Entry entry = gradebook.submit(Place.of(done, student), clock.instant());
        awaitAnswer(sender.send(events.submission(course, done, student, entry)));
        return "redirect:/practice/courses/%d/grades?as=%s".formatted(id, as);
    }

    private Line line(Person student, Assignment assignment) {
        return new Line(student, assignment, gradebook.at(Place.of(assignment, student)));
    }

    private static Assignment assignment(Course course, long id) {
        return course.assignment(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Gives the event a moment, so that the next page can show the answer; it is delivered without us as well. */
    private static void awaitAnswer(Future<?> delivery) {
        try {
            delivery.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // the page shows how far it has got
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
