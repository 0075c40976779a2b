package org.cairn.practice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The tools that one platform knows, in the order in which they came. */
final class Tools {

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Consumer<List<Tool>> keeper;

    Tools(List<Tool> known, Consumer<List<Tool>> keeper) {
        this.keeper = keeper;
        known.forEach(one -> tools.putIfAbsent(one.clientId(), one));
    }

    synchronized List<Tool> all() {
        return List.copyOf(tools.values());
    }

    /** Those that people can launch. */
    List<Tool> open() {
        return all().stream().filter(Tool::open).toList();
    }

    synchronized Optional<Tool> find(String clientId) {
        return Optional.ofNullable(tools.get(clientId));
    }

    Optional<Tool> numbered(long number) {
        return all().stream().filter(one -> one.number() == number).findFirst();
    }

    synchronized Tool put(Tool tool) {
        tools.put(tool.clientId(), tool);
        keeper.accept(all());
        return tool;
    }

    synchronized void remove(String clientId) {
        tools.remove(clientId);
        keeper.accept(all());
    }

    synchronized long nextNumber() {
        return tools.values().stream().mapToLong(Tool::number).max().orElse(7) + 1;
    }
}
