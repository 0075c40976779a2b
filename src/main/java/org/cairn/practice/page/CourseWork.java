package org.cairn.practice.page;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages on which work is done and graded, as far as both platforms have them alike. */
abstract class CourseWork {

    /** One student's line for one piece of work, as the pages of a platform show it. */
    abstract Object line(Person student, Assignment assignment);

    /** Shows what only this platform shows, and names the page. */
    abstract String page(Person person, Model model);

    /** Writes a grade and tells of it, or not; answers with what the page is to say. */
    abstract Optional<String> write(Grading grading);

    /**
     * A teacher's grade.
     *
     * @param points null where it is taken back
     * @param how whether it is told of, kept silent about, or hidden
     */
    record Grading(
            Course course,
            Assignment assignment,
            Person student,
            @Nullable BigDecimal points,
            String how) {

        boolean hidden() {
            return how.equals("hide");
        }
    }

    /** Students see their own work, the teacher everybody's at one assignment. */
    @GetMapping("/grades")
    String work(
            Campus campus,
            @PathVariable long id,
            @RequestParam String as,
            @RequestParam(required = false) @Nullable Long assignment,
            @RequestParam(required = false) @Nullable String problem,
            Model model) {
        Course course = campus.course(id);
        Person person = World.person(as);
        Assignment chosen = assignment == null ? course.assignments().getFirst() : assignment(course, assignment);
        model.addAttribute("course", course);
        model.addAttribute("person", person);
        model.addAttribute("problem", problem);
        model.addAttribute("assignment", chosen);
        model.addAttribute("lines", person.teaches() ? everybodys(chosen) : own(course, person));
        return page(person, model);
    }

    private List<Object> own(Course course, Person student) {
        return course.assignments().stream().map(one -> line(student, one)).toList();
    }

    private List<Object> everybodys(Assignment chosen) {
        return World.STUDENTS.stream().map(one -> line(one, chosen)).toList();
    }

    @PostMapping("/grades")
    String grade(
            Campus campus,
            @PathVariable long id,
            @RequestParam String as,
            @RequestParam long assignment,
            @RequestParam String student,
            @RequestParam(defaultValue = "") String score,
            @RequestParam(defaultValue = "tell") String how) {
        Course course = campus.teacherIn(id, as);
        Assignment graded = assignment(course, assignment);
        Person whom = World.person(student);
        if (!whom.student() || graded.points() == 0) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        String back = "redirect:%s/courses/%d/grades?as=%s&assignment=%d".formatted(campus.path(), id, as, assignment);
        if (!score.isBlank() && !score.trim().matches("\\d{1,6}(\\.\\d{1,6})?")) {
            return back + "&problem=number";
        }
        BigDecimal points = score.isBlank() ? null : new BigDecimal(score.trim());
        String said = write(new Grading(course, graded, whom, points, how))
                .map(word -> "&problem=" + word)
                .orElse("");
        return back + said + "#row-" + whom.slug();
    }

    static Assignment assignment(Course course, long id) {
        return course.assignment(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Gives the sending a moment, so that the next page can show the answer; it goes on without us as well. */
    static void awaitAnswer(Future<?> delivery) {
        try {
            delivery.get(10, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // the page shows how far it has got
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
