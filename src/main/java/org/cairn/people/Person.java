package org.cairn.people;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a launch, a roster or an event says about one person.
 *
 * @param past what the platform called them before it merged two of its accounts: whoever was known by it is this person
 */
public record Person(
        Set<Identifier> identifiers,
        @Nullable String name,
        @Nullable String email,
        Set<Identifier> past) {

    public Person(Set<Identifier> identifiers, @Nullable String name, @Nullable String email) {
        this(identifiers, name, email, Set.of());
    }
}
