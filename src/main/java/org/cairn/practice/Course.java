package org.cairn.practice;

import java.util.List;
import java.util.Optional;

/**
 * A course of the invented world; all students and the teacher are in each.
 *
 * @param ancestors the courses of which it is a copy, the nearest first
 */
public record Course(long id, String code, String title, List<Assignment> assignments, List<Long> ancestors) {

    Course(long id, String code, String title, List<Assignment> assignments) {
        this(id, code, title, assignments, List.of());
    }

    public String globalId() {
        return Invented.global(id);
    }

    /** The LTI context id. */
    public String contextId() {
        return Invented.hex40("course", id);
    }

    public String uuid() {
        return Invented.word40("course", id);
    }

    public Optional<Assignment> assignment(long id) {
        return assignments.stream().filter(one -> one.id() == id).findFirst();
    }
}
