package org.cairn.credential;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.platform.InstitutionId;
import org.cairn.vault.Untold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Signs the awards that changed, a batch in a transaction. */
@Component
class Proving {

    private static final Logger LOG = LoggerFactory.getLogger(Proving.class);

    private final Awards awards;
    private final Reservations reservations;
    private final Issuance issuance;
    private final TransactionTemplate transaction;

    Proving(Awards awards, Reservations reservations, Issuance issuance, PlatformTransactionManager transactions) {
        this.awards = awards;
        this.reservations = reservations;
        this.issuance = issuance;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Proves up to {@code most} awards of the institution; returns how many were taken. */
    int prove(InstitutionId institution, int most) {
        Integer taken = transaction.execute(status -> {
            List<Award> changed = awards.claimUnproven(institution, most);
            if (!changed.isEmpty()) {
                issuance.keep(signed(institution, changed));
            }
            return changed.size();
        });
        return taken == null ? 0 : taken;
    }

    private List<Stored> signed(InstitutionId institution, List<Award> changed) {
        Map<UUID, Award> latest = changed.stream().collect(toMap(Award::id, award -> award, (one, other) -> other));
        Map<UUID, Stored> reserved = reservations.of(institution, latest.values());
        Desk desk = issuance.desk(
                institution, latest.values().stream().map(Award::learner).collect(toSet()));
        List<Stored> made = new ArrayList<>();
        latest.forEach((id, award) -> {
            try {
                made.add(issuance.sign(desk, Objects.requireNonNull(reserved.get(id)), award));
            } catch (IllegalArgumentException | IllegalStateException e) {
                // one that cannot be worded must not keep the others back; it is tried again whenever it is looked at
                LOG.error("award {} of institution {} could not be signed", id, institution.value(), Untold.of(e));
            }
        });
        return made;
    }
}
