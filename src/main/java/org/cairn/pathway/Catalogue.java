package org.cairn.pathway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The published badges and all bindings of one institution, as they stand at one version: an immutable snapshot that
 * pages, workers and simulations evaluate against.
 *
 * @param badges by key, components before the stacks that name them
 */
public record Catalogue(long version, Map<String, Badge> badges, List<Binding> bindings) {

    public Optional<Badge> badge(String key) {
        return Optional.ofNullable(badges.get(key));
    }
}
