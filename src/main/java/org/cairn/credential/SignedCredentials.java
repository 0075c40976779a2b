package org.cairn.credential;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.people.LearnersMerged;
import org.cairn.people.LearnersParted;
import org.cairn.platform.InstitutionId;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The credentials as rows, and their signed documents beside them. */
@Component
class SignedCredentials implements Credentials {

    private final JdbcCredentials rows;
    private final Reservations reservations;
    private final Issuance issuance;
    private final Verification verification;
    private final Awards awards;
    private final Clock clock;

    SignedCredentials(
            JdbcCredentials rows,
            Reservations reservations,
            Issuance issuance,
            Verification verification,
            Awards awards,
            Clock clock) {
        this.rows = rows;
        this.reservations = reservations;
        this.issuance = issuance;
        this.verification = verification;
        this.awards = awards;
        this.clock = clock;
    }

    @Override
    public Optional<Credential> find(String id) {
        return rows.find(id).map(Stored::credential);
    }

    @Override
    public Map<UUID, Credential> of(InstitutionId institution, Collection<Award> awards) {
        Map<UUID, Credential> credentials = new HashMap<>();
        reservations.of(institution, awards).forEach((award, stored) -> credentials.put(award, stored.credential()));
        return credentials;
    }

    @Override
    public String json(Credential credential) {
        // without a document only when the award vanished before it was ever signed
        return issuance.current(credential.id()).map(Stored::document).orElseThrow(UnknownCredential::new);
    }

    @Override
    public void share(LearnerId learner, String id, boolean shared) {
        boolean done = shared ? rows.share(learner, id, clock.instant()) : rows.unshare(learner, id);
        if (!done) {
            throw new UnknownCredential();
        }
    }

    @Override
    public List<Check> verify(Credential credential) {
        return verification.of(credential.learner().institution(), json(credential));
    }

    /** Two learners turned out to be one person: what was the one's is the other's, in the same transaction. */
    @EventListener
    void on(LearnersMerged merged) {
        rows.move(merged.from(), merged.into());
    }

    /** An account is a person of its own again; whose each award is was decided before. */
    @EventListener
    @Order(30)
    void on(LearnersParted parted) {
        InstitutionId institution = parted.from().institution();
        Map<LearnerId, List<UUID>> theirs = rows.awardsOf(parted.from()).stream()
                .flatMap(id -> awards.find(institution, id).stream())
                .collect(groupingBy(Award::learner, mapping(Award::id, toList())));
        theirs.forEach(rows::give);
    }

    @EventListener
    @Order(30)
    void on(LearnerErased erased) {
        erased.accounts().forEach(account -> rows.erase(account, clock.instant()));
    }
}
