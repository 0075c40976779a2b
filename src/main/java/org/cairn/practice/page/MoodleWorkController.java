package org.cairn.practice.page;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.practice.moodle.MoodleBook;
import org.cairn.practice.moodle.MoodleBook.Work;
import org.cairn.practice.moodle.StatementSender;
import org.cairn.practice.moodle.Statements;
import org.cairn.practice.moodle.Statements.Statement;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.World;
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

/** The Moodle's own activities: students do them, the teacher grades, and statements say so unless they are held back. */
@Controller
@Profile("practice")
@RequestMapping("/practice/moodle/courses/{id}")
class MoodleWorkController extends CourseWork {

    private static final int SHOWN = 40;

    private final MoodleBook book;
    private final Statements statements;
    private final StatementSender sender;

    MoodleWorkController(MoodleBook book, Statements statements, StatementSender sender) {
        this.book = book;
        this.statements = statements;
        this.sender = sender;
    }

    /** One student's line for one activity. */
    public record Line(Person student, Assignment activity, Work work) {}

    @Override
    Line line(Person student, Assignment activity) {
        return new Line(student, activity, book.at(activity, student));
    }

    @Override
    String page(Person person, Model model) {
        return person.teaches() ? "practice/moodle-grades" : "practice/moodle-work";
    }

    /** A hidden grade is not told of; a grade in silence is one of those that the plug-in never tells of. */
    @Override
    Optional<String> write(Grading grading) {
        Work before = book.at(grading.assignment(), grading.student());
        Work after = book.grade(grading.assignment(), grading.student(), grading.points(), grading.hidden());
        if (grading.how().equals("tell")) {
            tell(grading.course(), grading.assignment(), grading.student(), before, after);
        }
        return Optional.empty();
    }

    private void tell(Course course, Assignment activity, Person student, Work before, Work after) {
        List<Statement> said = new ArrayList<>();
        BigDecimal score = after.score();
        Instant gradedAt = after.gradedAt();
        if (score != null && gradedAt != null && score.compareTo(BigDecimal.valueOf(activity.points())) <= 0) {
            said.add(statements.graded(course, activity, student, score, gradedAt));
        }
        if (before.state() != after.state()) {
            said.add(statements.completion(course, activity, student, after));
        }
        if (!said.isEmpty()) {
            awaitAnswer(sender.send(said));
        }
    }

    /** The student ticks what is to be done, or takes the tick away. */
    @PostMapping("/done")
    String done(
            Campus campus,
            @PathVariable long id,
            @RequestParam String as,
            @RequestParam long assignment,
            @RequestParam boolean done) {
        Course course = campus.course(id);
        Assignment ticked = assignment(course, assignment);
        Person student = World.person(as);
        if (!student.student() || ticked.points() > 0) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Work work = book.done(ticked, student, done);
        awaitAnswer(sender.send(List.of(statements.completion(course, ticked, student, work))));
        return "redirect:%s/courses/%d/grades?as=%s".formatted(campus.path(), id, as);
    }

    @GetMapping("/events")
    String events(Campus campus, @PathVariable long id, @RequestParam String as, Model model) {
        model.addAttribute("course", campus.course(id));
        model.addAttribute("person", World.person(as));
        model.addAttribute("events", sender.latest(SHOWN));
        return "practice/statements";
    }

    /** What failed is moved back into the queue, as an administrator of the plug-in does. */
    @PostMapping("/events/again")
    String again(Campus campus, @PathVariable long id, @RequestParam String as) {
        awaitAnswer(sender.sendAgain());
        return "redirect:%s/courses/%d/events?as=%s"
                .formatted(campus.path(), campus.course(id).id(), as);
    }
}
