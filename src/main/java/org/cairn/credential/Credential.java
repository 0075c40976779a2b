package org.cairn.credential;

import java.time.Instant;
import java.util.UUID;
import org.cairn.people.LearnerId;
import org.jspecify.annotations.Nullable;

/**
 * An award in a form that strangers can check.
 *
 * @param id 256 random bits: the unguessable part of its public address
 * @param sharedAt since when the learner shows it to anyone with the address; null while private
 */
public record Credential(
        String id,
        LearnerId learner,
        UUID award,
        String badge,
        Instant issuedAt,
        @Nullable Instant sharedAt) {

    public boolean shared() {
        return sharedAt != null;
    }

    /** The path of its public page; {@code .json} behind it gives the signed form. */
    public String path() {
        return "/credentials/" + id;
    }
}
