package org.cairn.credential;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.credential.key.Issuers;
import org.cairn.credential.proof.DataIntegrity;
import org.cairn.credential.status.StatusLists;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Brings a credential up to date with its award: signed if it was not or if the award changed, revoked or not. */
@Component
class Issuance {

    private static final int LOOKS = 3;

    private final JdbcCredentials rows;
    private final Drafts drafts;
    private final Issuers issuers;
    private final StatusLists lists;
    private final Awards awards;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Issuance(
            JdbcCredentials rows,
            Drafts drafts,
            Issuers issuers,
            StatusLists lists,
            Awards awards,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.drafts = drafts;
        this.issuers = issuers;
        this.lists = lists;
        this.awards = awards;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The credential as it must be now; empty when there is none with that id. */
    Optional<Stored> current(String id) {
        Optional<Stored> stored = rows.find(id);
        // looked at again after each change: the award may have changed once more while its credential was signed
        for (int i = 0; i < LOOKS && stored.filter(this::changed).isPresent(); i++) {
            stored = rows.find(id);
        }
        return stored;
    }

    /** Brings it up to date; returns false when it was. */
    private boolean changed(Stored stored) {
        if (stored.isErased()) {
            return false; // the holder's own copy stays as good as it was
        }
        Optional<Award> award = awards.find(stored.institution(), stored.award());
        if (award.isEmpty()) {
            // what nobody stands behind any more is revoked; its document stays readable
            if (!stored.revoked()) {
                transaction.executeWithoutResult(status -> settle(stored, true));
            }
            return !stored.revoked();
        }
        if (isUpToDate(stored, award.get())) {
            return false;
        }
        Desk desk = desk(stored.institution(), Set.of(award.get().learner()));
        Stored made = sign(desk, stored, award.get());
        transaction.executeWithoutResult(status -> keep(List.of(made)));
        return true;
    }

    /** A desk for the awards of these learners. */
    Desk desk(InstitutionId institution, Collection<LearnerId> learners) {
        return drafts.desk(institution, learners);
    }

    /** The credential with its document, not yet kept. */
    Stored sign(Desk desk, Stored stored, Award award) {
        boolean revoked = !award.stands();
        String content = content(award);
        if (content.equals(stored.content())) {
            return with(stored, revoked, stored.issuedAt(), content, stored.document());
        }
        // the first issue has the date of its reservation; a later one is newer, as the standard asks
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant issuedAt = stored.content() == null ? stored.issuedAt() : now;
        ObjectNode document = desk.draft(stored, award, issuedAt).document();
        ObjectNode signed = DataIntegrity.sign(document, issuers.signingKey(stored.institution()), issuedAt);
        return with(stored, revoked, issuedAt, content, signed.toString());
    }

    /** Keeps what was made, in the caller's transaction. */
    void keep(Collection<Stored> made) {
        // always in the same order, so that two batches cannot wait for each other
        List<Stored> ordered =
                made.stream().sorted(Comparator.comparing(Stored::id)).toList();
        rows.keep(ordered);
        ordered.forEach(each -> settle(each, each.revoked()));
    }

    private void settle(Stored stored, boolean revoked) {
        if (rows.revoke(stored.id(), revoked)) {
            lists.changed(stored.entry().list());
        }
    }

    private boolean isUpToDate(Stored stored, Award award) {
        return stored.revoked() != award.stands()
                && stored.document() != null
                && content(award).equals(stored.content());
    }

    /** A digest of what decides the document; whether the award stands is said by the status list. */
    private String content(Award award) {
        return Tokens.digest(String.join(
                "\n",
                issuers.did(award.learner().institution()),
                award.badge(),
                Integer.toString(award.version()),
                award.earnedAt().truncatedTo(ChronoUnit.MICROS).toString(),
                String.join("\n", award.evidence().stream().sorted().toList())));
    }

    private static Stored with(
            Stored stored, boolean revoked, Instant issuedAt, String content, @Nullable String document) {
        return new Stored(
                stored.id(),
                stored.learner(),
                stored.award(),
                stored.badge(),
                stored.entry(),
                stored.salt(),
                issuedAt,
                stored.sharedAt(),
                revoked,
                content,
                document);
    }
}
