package org.cairn.practice;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/** What the pages of both platforms have in common on which work is done and graded. */
abstract class CourseWork {

    /** How a teacher says that nothing is to be sent: by chance, or because the grade is not for the student's eyes yet. */
    static final String TELL = "tell";

    static final String HIDE = "hide";

    /** What is in the field: nothing takes a grade back. */
    record Points(@Nullable BigDecimal value) {}

    static Optional<Points> points(String field) {
        if (field.isBlank()) {
            return Optional.of(new Points(null));
        }
        return field.trim().matches("\\d{1,6}(\\.\\d{1,6})?")
                ? Optional.of(new Points(new BigDecimal(field.trim())))
                : Optional.empty();
    }

    static Assignment assignment(Course course, long id) {
        return course.assignment(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    static Assignment chosen(Course course, @Nullable Long id) {
        return id == null ? course.assignments().getFirst() : assignment(course, id);
    }

    /** What a page shows whoever looks at it. */
    static void show(Model model, Course course, Person person, @Nullable String problem) {
        model.addAttribute("course", course);
        model.addAttribute("person", person);
        model.addAttribute("problem", problem);
    }

    /** A student's lines: one for each piece of work. */
    static <L> List<L> own(Course course, Person student, BiFunction<Person, Assignment, L> line) {
        return course.assignments().stream()
                .map(one -> line.apply(student, one))
                .toList();
    }

    /** A teacher's lines: one for each student. */
    static <L> List<L> everybodys(Assignment chosen, BiFunction<Person, Assignment, L> line) {
        return World.STUDENTS.stream().map(one -> line.apply(one, chosen)).toList();
    }

    /** Gives the sending a moment, so that the next page can show the answer; it goes on without us as well. */
    static void awaitAnswer(Future<?> delivery) {
        try {
            delivery.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // the page shows how far it has got
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
