package org.cairn.lti;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A learner with all the identifiers under which one platform speaks of them. */
record Acquaintance(
        LearnerId id, @Nullable String name, @Nullable String email, Set<Identifier> identifiers) {

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
