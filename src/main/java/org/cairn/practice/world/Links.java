package org.cairn.practice.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** The links to tools in one platform's courses; kept in memory only. */
public final class Links {

    private final AtomicLong ids = new AtomicLong(40);
    private final Map<Long, Link> links = new ConcurrentSkipListMap<>();

    public Link add(LongFunction<Link> made) {
        Link link = made.apply(ids.incrementAndGet());
        links.put(link.id(), link);
        return link;
    }

    public Optional<Link> find(long id) {
        return Optional.ofNullable(links.get(id));
    }

    public List<Link> of(Course course) {
        return links.values().stream()
                .filter(one -> one.course() == course.id())
                .toList();
    }

    public void remove(Link link) {
        links.remove(link.id());
    }
}
