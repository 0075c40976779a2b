package org.cairn.practice.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The tools that one platform knows, in the order in which they came. */
public final class Tools {

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Consumer<List<Tool>> keeper;

    Tools(List<Tool> known, Consumer<List<Tool>> keeper) {
        this.keeper = keeper;
        known.forEach(one -> tools.putIfAbsent(one.clientId(), one));
    }

    public synchronized List<Tool> all() {
        return List.copyOf(tools.values());
    }

    /** Those that people can launch. */
    List<Tool> open() {
        return all().stream().filter(Tool::open).toList();
    }

    public synchronized Optional<Tool> find(String clientId) {
        return Optional.ofNullable(tools.get(clientId));
    }

    public Optional<Tool> numbered(long number) {
        return all().stream().filter(one -> one.number() == number).findFirst();
    }

    public synchronized Tool put(Tool tool) {
        tools.put(tool.clientId(), tool);
        keeper.accept(all());
        return tool;
    }

    public synchronized void remove(String clientId) {
        tools.remove(clientId);
        keeper.accept(all());
    }

    public synchronized long nextNumber() {
        return tools.values().stream().mapToLong(Tool::number).max().orElse(7) + 1;
    }
}
