package org.cairn.practice.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The columns that tools have in one platform's gradebooks; kept in memory only. */
public final class Columns {

    private final AtomicLong ids = new AtomicLong(900);
    private final Map<Long, Column> columns = new ConcurrentSkipListMap<>();

    public Column add(Course course, String clientId, @Nullable Long link, Map<String, Object> description) {
        Column column = new Column(
                ids.incrementAndGet(),
                course.id(),
                clientId,
                link,
                new LinkedHashMap<>(description),
                new ConcurrentHashMap<>());
        columns.put(column.id(), column);
        return column;
    }

    public Column replace(Column old, Map<String, Object> description) {
        Column column = new Column(
                old.id(), old.course(), old.clientId(), old.link(), new LinkedHashMap<>(description), old.marks());
        columns.put(column.id(), column);
        return column;
    }

    public void remove(Column column) {
        columns.remove(column.id());
    }

    public Optional<Column> find(Course course, long id) {
        return Optional.ofNullable(columns.get(id)).filter(one -> one.course() == course.id());
    }

    public List<Column> of(Course course) {
        return columns.values().stream()
                .filter(one -> one.course() == course.id())
                .toList();
    }

    /** The columns that this tool may see. */
    public List<Column> of(Course course, Tool tool) {
        return of(course).stream()
                .filter(one -> one.clientId().equals(tool.clientId()))
                .toList();
    }

    /** The column of a link, where it has exactly one. */
    public Optional<Column> under(Link link) {
        List<Column> under = columns.values().stream()
                .filter(one -> one.link() != null && one.link() == link.id())
                .toList();
        return under.size() == 1 ? Optional.of(under.getFirst()) : Optional.empty();
    }
}
