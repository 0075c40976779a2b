package org.cairn.practice.page;

import java.util.HashMap;
import java.util.Map;
import org.cairn.practice.canvas.EventSender;
import org.cairn.practice.canvas.LiveEvents;
import org.cairn.practice.canvas.Notices;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Column;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.World;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Copies a course: its links and columns get new ids, and keep what the tool wrote into them. */
@Controller
@Profile("practice")
class CopyController {

    private final Notices notices;
    private final LiveEvents events;
    private final EventSender sender;

    CopyController(Notices notices, LiveEvents events, EventSender sender) {
        this.notices = notices;
        this.events = events;
        this.sender = sender;
    }

    @PostMapping({"/practice/courses/{id}/copy", "/practice/moodle/courses/{id}/copy"})
    String copy(Campus campus, @PathVariable long id, @RequestParam String as) {
        Course origin = campus.teacherIn(id, as);
        Course copy = campus.copy(origin);
        copyLinks(campus, origin, copy);
        if (campus.canvas()) {
            copy.assignments().forEach(one -> sender.send(events.assignment(copy, one)));
            World.members().forEach(one -> sender.send(events.enrollment(copy, one)));
            notices.copied(campus, origin, copy);
        }
        return "redirect:%s/courses/%d/modules?as=%s".formatted(campus.path(), copy.id(), as);
    }

    private static void copyLinks(Campus campus, Course origin, Course copy) {
        Map<Long, Long> moved = new HashMap<>();
        for (Link link : campus.links().of(origin)) {
            moved.put(
                    link.id(), campus.links().add(id -> link.in(id, copy.id())).id());
        }
        for (Column column : campus.columns().of(origin)) {
            Long link = column.link() == null ? null : moved.get(column.link());
            campus.columns().add(copy, column.clientId(), link, column.description());
        }
    }
}
