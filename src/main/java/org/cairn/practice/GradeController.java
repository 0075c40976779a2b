package org.cairn.practice;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
class GradeController extends CourseWork {

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
        show(model, course, person, problem);
        if (!person.teaches()) {
            model.addAttribute("lines", own(course, person, this::line));
            return "practice/work";
        }
        Assignment chosen = chosen(course, assignment);
        model.addAttribute("assignment", chosen);
        model.addAttribute("lines", everybodys(chosen, this::line));
        model.addAttribute("events", sender.latest(SHOWN));
        return "practice/grades";
    }

    /** A grade whose event is lost is one of those that Cairn finds only when it asks. */
    @PostMapping("/grades")
    String grade(
            Campus campus,
            @PathVariable long id,
            @RequestParam String as,
            @RequestParam long assignment,
            @RequestParam String student,
            @RequestParam(defaultValue = "") String score,
            @RequestParam(defaultValue = TELL) String how) {
        Course course = campus.course(id);
        Assignment graded = assignment(course, assignment);
        Person whom = PageController.person(student);
        if (!PageController.person(as).teaches() || !whom.student()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        String back = "redirect:/practice/courses/%d/grades?as=%s&assignment=%d".formatted(id, as, assignment);
        Optional<Points> points = points(score);
        if (points.isEmpty()) {
            return back + "&problem=number";
        }
        Gradebook.Change change =
                gradebook.grade(Place.of(graded, whom), points.get().value(), how.equals(HIDE), now());
        if (!how.equals("lose")) {
            awaitAnswer(sender.send(events.grade(course, graded, whom, change)));
        }
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
        Entry entry = gradebook.submit(Place.of(done, student), now());
        awaitAnswer(sender.send(events.submission(course, done, student, entry)));
        return "redirect:/practice/courses/%d/grades?as=%s".formatted(id, as);
    }

    private Line line(Person student, Assignment assignment) {
        return new Line(student, assignment, gradebook.at(Place.of(assignment, student)));
    }

    /** Canvas counts in whole seconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
