package org.cairn.practice.world;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A course of the invented world; all students and the teacher are in each.
 *
 * @param ancestors the courses of which it is a copy, the nearest first
 */
public record Course(long id, String code, String title, List<Assignment> assignments, List<Long> ancestors) {

    Course(long id, String code, String title, List<Assignment> assignments) {
        this(id, code, title, assignments, List.of());
    }

    /** The new course that a copy of this one is: of the same students, and without their work. */
    Course copiedAs(long newId) {
        return new Course(
                newId,
                code,
                title + " (copy)",
                IntStream.range(0, assignments.size())
                        .mapToObj(at -> new Assignment(
                                newId * 100 + at,
                                assignments.get(at).title(),
                                assignments.get(at).points()))
                        .toList(),
                Stream.concat(Stream.of(id), ancestors.stream()).toList());
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
