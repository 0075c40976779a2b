package org.cairn.lti;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a launch, a roster or an event says about one person. */
public record Person(
        Set<Identifier> identifiers,
        @Nullable String name,
        @Nullable String email) {}
