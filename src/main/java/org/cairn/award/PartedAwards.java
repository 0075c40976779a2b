package org.cairn.award;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.LookAgain;
import org.cairn.evidence.Reattribution;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.people.LearnerId;
import org.cairn.people.LearnersParted;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * When an account is parted from a person, each has again what they had: what was won meanwhile goes to whose evidence
 * decided it, and what only both together earned is taken back. Both are looked at again.
 */
@Component
class PartedAwards {

    static final String TOGETHER = Complaint.of("award.together").text();

    private final JdbcDecisions decisions;
    private final JdbcBeforeLinks before;
    private final JdbcAwardsBeside besides;
    private final JdbcProofQueue proofQueue;
    private final EvidenceLog evidenceLog;
    private final Reattribution reattribution;
    private final LookAgain lookAgain;
    private final Pathways pathways;
    private final Changes changes;
    private final Clock clock;

    PartedAwards(
            JdbcDecisions decisions,
            JdbcBeforeLinks before,
            JdbcAwardsBeside besides,
            JdbcProofQueue proofQueue,
            EvidenceLog evidenceLog,
            Reattribution reattribution,
            LookAgain lookAgain,
            Pathways pathways,
            Changes changes,
            Clock clock) {
        this.decisions = decisions;
        this.before = before;
        this.besides = besides;
        this.proofQueue = proofQueue;
        this.evidenceLog = evidenceLog;
        this.reattribution = reattribution;
        this.lookAgain = lookAgain;
        this.pathways = pathways;
        this.changes = changes;
        this.clock = clock;
    }

    /** After the evidence was parted. */
    @EventListener
    @Order(20)
    void on(LearnersParted parted) {
        InstitutionId institution = parted.from().institution();
        Map<String, Decision> now =
                decisions.of(institution, List.of(parted.from())).getOrDefault(parted.from(), Map.of());
        Parting parting = new Parting(parted, now);
        List<Decision> changed = parting.decide();
        now.values().forEach(decision -> {
            if (!parting.stays.contains(decision)) {
                decisions.delete(decision);
            }
        });
        decisions.insert(changed);
        besides.remove(
                institution,
                changed.stream().map(decision -> decision.award().id()).toList());
        besides.part(parted.account());
        reattribution.move(
                parted.from(),
                parted.account(),
                changed.stream()
                        .filter(decision -> decision.award().learner().equals(parted.account()))
                        .map(decision -> "award:%s:".formatted(decision.award().id()))
                        .toList());
        evidenceLog.append(changed.stream().map(this::held).toList());
        proofQueue.add(changed);
        before.forget(parted.account());
        lookAgain.at(List.of(parted.from(), parted.account()));
        changes.announce();
    }

    private Evidence held(Decision decision) {
        Award award = decision.award();
        return decision.asEvidence(pathways.version(award.learner().institution(), award.badge(), award.version())
                .map(Badge::credits)
                .orElseThrow());
    }

    /** Decides whose each award is. */
    private final class Parting {

        private final LearnerId account;
        private final LearnerId person;
        private final Map<String, Decision> current;
        private final Map<UUID, Decision> currentById;
        private final Map<UUID, Decision> theirs;
        private final Map<UUID, Decision> others = new LinkedHashMap<>();
        private final Set<String> keysOfAccount;
        private final Set<String> keysOfPerson;
        private final Map<UUID, Owner> owners = new HashMap<>();
        private final Set<Decision> stays = new HashSet<>();
        private final Instant instant = clock.instant().truncatedTo(ChronoUnit.MICROS);

        private Parting(LearnersParted parted, Map<String, Decision> current) {
            this.account = parted.account();
            this.person = parted.from();
            this.current = current;
            this.currentById = byId(current.values());
            this.theirs = byId(before.of(account, JdbcBeforeLinks.Side.ACCOUNT));
            before.of(account, JdbcBeforeLinks.Side.PERSON).forEach(this::addOther);
            parted.remaining().forEach(one -> before.of(one).forEach(this::addOther));
            this.keysOfAccount = keys(account);
            this.keysOfPerson = keys(person);
        }

        private void addOther(Decision decision) {
            if (!theirs.containsKey(decision.award().id())) {
                others.putIfAbsent(decision.award().id(), decision);
            }
        }

        private Set<String> keys(LearnerId learner) {
            return evidenceLog.of(learner).stream().map(Evidence::key).collect(Collectors.toSet());
        }

        private List<Decision> decide() {
            List<Decision> changed = new ArrayList<>();
            theirs.values().forEach(was -> changed.add(restored(was, account)));
            Map<String, Decision> best = new HashMap<>();
            others.values()
                    .forEach(was -> best.merge(
                            was.award().badge(),
                            was,
                            (one, other) ->
                                    currentById.containsKey(other.award().id()) ? other : one));
            best.values().forEach(was -> changed.add(restored(was, person)));
            Set<String> restored = best.keySet();
            for (Decision decision : current.values()) {
                boolean isNew = !theirs.containsKey(decision.award().id())
                        && !others.containsKey(decision.award().id());
                if (isNew) {
                    won(decision, restored.contains(decision.award().badge()), changed);
                }
            }
            return changed;
        }

        /** Won since they were linked. */
        private void won(Decision decision, boolean personHasAnother, List<Decision> changed) {
            boolean accountHasAnother = theirs.values().stream()
                    .anyMatch(one -> one.award().badge().equals(decision.award().badge()));
            switch (owner(decision.award())) {
                case ACCOUNT -> {
                    if (!accountHasAnother) {
                        changed.add(decision.of(account, instant));
                    }
                }
                case PERSON -> {
                    if (!personHasAnother) {
                        stays.add(decision);
                    }
                }
                case BOTH -> {
                    if (!personHasAnother) {
                        changed.add(decision.as(Award.State.REVOKED, TOGETHER, null, instant));
                    }
                }
            }
        }

        private Owner owner(Award award) {
            Owner known = owners.get(award.id());
            if (known != null) {
                return known;
            }
            owners.put(award.id(), Owner.BOTH);
            Set<Owner> all = award.evidence().stream().map(this::owner).collect(Collectors.toSet());
            Owner owner = all.size() == 1 ? all.iterator().next() : all.isEmpty() ? Owner.PERSON : Owner.BOTH;
            owners.put(award.id(), owner);
            return owner;
        }

        private Owner owner(String key) {
            UUID id = awardOf(key);
            if (id != null && theirs.containsKey(id)) {
                return Owner.ACCOUNT;
            }
            if (id != null && others.containsKey(id)) {
                return Owner.PERSON;
            }
            Decision won = id == null ? null : currentById.get(id);
            if (won != null) {
                return owner(won.award());
            }
            return keysOfAccount.contains(key) ? Owner.ACCOUNT : keysOfPerson.contains(key) ? Owner.PERSON : Owner.BOTH;
        }

        /** As it was, but no better than it has become since: what is better is found by looking again. */
        private Decision restored(Decision was, LearnerId whose) {
            Decision is = currentById.getOrDefault(was.award().id(), was);
            Award.State state = is.award().state().compareTo(was.award().state()) > 0
                    ? is.award().state()
                    : was.award().state();
            Decision later = is.revision() > was.revision() ? is : was;
            Decision base = new Decision(
                    was.of(whose, instant).award(),
                    state == was.award().state() ? was.graceUntil() : is.graceUntil(),
                    later.revision(),
                    later.changedAt());
            String reason = state == was.award().state()
                    ? was.award().reason()
                    : is.award().reason();
            return base.as(state, reason, base.graceUntil(), instant);
        }
    }

    private enum Owner {
        ACCOUNT,
        PERSON,
        BOTH
    }

    private static Map<UUID, Decision> byId(Iterable<Decision> decisions) {
        Map<UUID, Decision> byId = new LinkedHashMap<>();
        decisions.forEach(decision -> byId.put(decision.award().id(), decision));
        return byId;
    }

    /** Of which award a key speaks, if of one. */
    private static @Nullable UUID awardOf(String key) {
        String[] parts = key.split(":");
        try {
            return parts.length == 3 && parts[0].equals("award") ? UUID.fromString(parts[1]) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
