package org.cairn.people;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account with all the identifiers under which its platform speaks of it.
 *
 * @param person whose account it is: itself, unless it was linked with others
 */
record Acquaintance(
        LearnerId id,
        LearnerId person,
        @Nullable String name,
        @Nullable String email,
        Set<Identifier> identifiers) {

    Learners.Introduced introduced() {
        return new Learners.Introduced(person, id);
    }

    boolean has(IdentifierKind kind) {
        return identifiers.stream().anyMatch(identifier -> identifier.kind() == kind);
    }

    /** Says whether both sides know an identifier of this kind, and never the same. */
    boolean differs(IdentifierKind kind, Collection<Identifier> said) {
        return has(kind)
                && said.stream().anyMatch(identifier -> identifier.kind() == kind)
                && said.stream().noneMatch(identifier -> identifier.kind() == kind && identifiers.contains(identifier));
    }
}
