package org.cairn.practice.canvas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cairn.practice.canvas.Gradebook.Entry;
import org.cairn.practice.canvas.Gradebook.Place;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The Canvas's modules, two in each course: their items are assignments, completed by handing something in. */
@Component
@Profile("practice")
class CanvasModules {

    private final Gradebook gradebook;

    CanvasModules(Gradebook gradebook) {
        this.gradebook = gradebook;
    }

    private record Module(long id, String name, int position, List<Assignment> items) {}

    private static List<Module> modules(Course course) {
        List<Assignment> work = course.assignments();
        int half = (work.size() + 1) / 2;
        return List.of(
                new Module(course.id() * 10 + 1, "Beginning", 1, work.subList(0, half)),
                new Module(course.id() * 10 + 2, "Finishing", 2, work.subList(half, work.size())));
    }

    /** All modules, and how far one student is in them if there is one. */
    List<Map<String, Object>> of(Course course, @Nullable Person student, boolean withItems) {
        return modules(course).stream()
                .map(one -> described(one, student, withItems))
                .toList();
    }

    private Map<String, Object> described(Module module, @Nullable Person student, boolean withItems) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", module.id());
        all.put("name", module.name());
        all.put("position", module.position());
        all.put("published", true);
        all.put("items_count", module.items().size());
        if (student != null) {
            long done = module.items().stream()
                    .filter(one -> doneAt(one, student) != null)
                    .count();
            boolean completed = done == module.items().size();
            all.put("state", completed ? "completed" : done > 0 ? "started" : "unlocked");
            all.put("completed_at", completed ? String.valueOf(completedAt(module.items(), student)) : null);
        }
        if (withItems) {
            all.put(
                    "items",
                    module.items().stream()
                            .map(one -> item(module, one, student))
                            .toList());
        }
        return all;
    }

    private Map<String, Object> item(Module module, Assignment assignment, @Nullable Person student) {
        Map<String, Object> requirement = new LinkedHashMap<>();
        requirement.put("type", "must_submit");
        if (student != null) {
            requirement.put("completed", doneAt(assignment, student) != null);
        }
        return Map.of(
                "id",
                assignment.id() + 5_000,
                "module_id",
                module.id(),
                "title",
                assignment.title(),
                "type",
                "Assignment",
                "content_id",
                assignment.id(),
                "completion_requirement",
                requirement);
    }

    /** How many of the course's requirements somebody has met. */
    Map<String, Object> progress(Course course, Person student) {
        List<Assignment> work = new ArrayList<>(course.assignments());
        int all = work.size();
        work.removeIf(one -> doneAt(one, student) == null);
        Map<String, Object> progress = new LinkedHashMap<>();
        progress.put("requirement_count", all);
        progress.put("requirement_completed_count", work.size());
        progress.put("next_requirement_url", null);
        progress.put("completed_at", work.size() == all ? String.valueOf(completedAt(work, student)) : null);
        return Map.of("id", student.id(), "display_name", student.given(), "progress", progress);
    }

    private Instant completedAt(List<Assignment> items, Person student) {
        return items.stream()
                .map(one -> doneAt(one, student))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private @Nullable Instant doneAt(Assignment assignment, Person student) {
        Entry entry = gradebook.at(Place.of(assignment, student));
        return entry.attempts() == 0 ? null : entry.submittedAt();
    }
}
