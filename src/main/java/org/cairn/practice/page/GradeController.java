package org.cairn.practice.page;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.cairn.practice.canvas.EventSender;
import org.cairn.practice.canvas.Gradebook;
import org.cairn.practice.canvas.Gradebook.Entry;
import org.cairn.practice.canvas.Gradebook.Place;
import org.cairn.practice.canvas.LiveEvents;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.World;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
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

    @Override
    Line line(Person student, Assignment assignment) {
        return new Line(student, assignment, gradebook.at(Place.of(assignment, student)));
    }

    @Override
    String page(Person person, Model model) {
        model.addAttribute("events", sender.latest(SHOWN));
        return person.teaches() ? "practice/grades" : "practice/work";
    }

    /** A grade whose event is lost is one of those that Cairn finds only when it asks. */
    @Override
    Optional<String> write(Grading grading) {
        Place place = Place.of(grading.assignment(), grading.student());
        Gradebook.Change change = gradebook.grade(place, grading.points(), grading.hidden(), now());
        if (grading.how().equals("lose")) {
            return Optional.of("lost");
        }
        awaitAnswer(sender.send(events.grade(grading.course(), grading.assignment(), grading.student(), change)));
        return Optional.empty();
    }

    @PostMapping("/submissions")
    String submit(Campus campus, @PathVariable long id, @RequestParam String as, @RequestParam long assignment) {
        Course course = campus.course(id);
        Assignment done = assignment(course, assignment);
        Person student = World.person(as);
        if (!student.student()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Entry entry = gradebook.submit(Place.of(done, student), now());
        awaitAnswer(sender.send(events.submission(course, done, student, entry)));
        return "redirect:/practice/courses/%d/grades?as=%s".formatted(id, as);
    }

    /** Canvas counts in whole seconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
