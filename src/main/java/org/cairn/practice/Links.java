package org.cairn.practice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** The links to tools in one platform's courses; kept in memory only. */
final class Links {

    private final AtomicLong ids = new AtomicLong(40);
    private final Map<Long, Link> links = new ConcurrentSkipListMap<>();

    Link add(LongFunction<Link> made) {
        Link link = made.apply(ids.incrementAndGet());
        links.put(link.id(), link);
        return link;
    }

    Optional<Link> find(long id) {
        return Optional.ofNullable(links.get(id));
    }

    List<Link> of(Course course) {
        return links.values().stream()
                .filter(one -> one.course() == course.id())
                .toList();
    }

    void remove(Link link) {
        links.remove(link.id());
    }
}
