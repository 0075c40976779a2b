package org.cairn.credential;

import java.time.Instant;
import java.util.UUID;
import org.cairn.credential.status.StatusLists;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;

/**
 * A credential as it is stored.
 *
 * @param content digest of what the document was made from; null until it is signed
 */
record Stored(
        String id,
        LearnerId learner,
        UUID award,
        String badge,
        StatusLists.Entry entry,
        String salt,
        Instant issuedAt,
        @Nullable Instant sharedAt,
        boolean revoked,
        @Nullable String content,
        @Nullable String document) {

    /** Stands for whoever was erased. */
    static final UUID NOBODY = new UUID(0, 0);

    boolean isErased() {
        return learner.value().equals(NOBODY);
    }

    InstitutionId institution() {
        return learner.institution();
    }

    Credential credential() {
        return new Credential(id, learner, award, badge, issuedAt, sharedAt);
    }

    /** Names it without what it says about a person. */
    @Override
    public String toString() {
        return "Stored[award " + award + "]";
    }
}
