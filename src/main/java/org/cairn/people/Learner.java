package org.cairn.people;

import org.jspecify.annotations.Nullable;

/** A person, as far as the platforms told us: with neither name nor e-mail where they keep those private. */
public record Learner(
        LearnerId id, @Nullable String name, @Nullable String email) {}
