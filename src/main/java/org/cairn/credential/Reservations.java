package org.cairn.credential;

import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.award.Award;
import org.cairn.credential.status.StatusLists;
import org.cairn.platform.InstitutionId;
import org.cairn.vault.Tokens;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives each award its one credential id and status entry, before anything is signed: a credential that was handed out
 * must never be one that we do not know of.
 */
@Component
class Reservations {

    private final JdbcCredentials rows;
    private final StatusLists lists;
    private final Clock clock;
    private final TransactionTemplate apart;

    Reservations(JdbcCredentials rows, StatusLists lists, Clock clock, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.lists = lists;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        // the list is locked while its entries are given out: not for as long as the caller's transaction lasts
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The credentials of these awards, by award; made now where there was none yet. */
    Map<UUID, Stored> of(InstitutionId institution, Collection<Award> awards) {
        Map<UUID, Award> wanted =
                awards.stream().collect(toMap(Award::id, award -> award, (one, same) -> one, LinkedHashMap::new));
        Map<UUID, Stored> found = found(institution, wanted.keySet());
        if (found.size() == wanted.size()) {
            return found;
        }
        apart.executeWithoutResult(status -> reserve(institution, wanted));
        return found(institution, wanted.keySet());
    }

    private void reserve(InstitutionId institution, Map<UUID, Award> wanted) {
        lists.lock(institution);
        Map<UUID, Stored> found = found(institution, wanted.keySet());
        List<Award> missing = wanted.values().stream()
                .filter(award -> !found.containsKey(award.id()))
                .toList();
        List<StatusLists.Entry> entries = lists.take(institution, missing.size());
        List<Stored> reserved = new ArrayList<>(missing.size());
        for (int i = 0; i < missing.size(); i++) {
            reserved.add(reserved(missing.get(i), entries.get(i)));
        }
        if (!reserved.isEmpty()) {
            rows.reserve(reserved);
        }
    }

    private Stored reserved(Award award, StatusLists.Entry entry) {
        return new Stored(
                Tokens.next(),
                award.learner(),
                award.id(),
                award.badge(),
                entry,
                Tokens.next(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                null,
                false,
                null,
                null);
    }

    private Map<UUID, Stored> found(InstitutionId institution, Collection<UUID> awards) {
        return rows.of(institution, awards).stream().collect(toMap(Stored::award, each -> each));
    }
}
