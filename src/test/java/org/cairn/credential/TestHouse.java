package org.cairn.credential;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cairn.MortalTransactions;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.net.PublicUrl;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.Institution;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platforms;
import org.cairn.rules.Rule;
import org.cairn.vault.Vault;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** The credential room as it is wired in the application, on a real database, with the other rooms' doors made up. */
final class TestHouse implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    static final Instant EARNED = Instant.parse("2026-11-20T15:30:00.123456Z");

    final MutableClock clock = new MutableClock(NOW);
    final InstitutionId institution = new InstitutionId(UUID.fromString("0198c0de-0000-7000-8000-000000000001"));
    final Map<String, Badge> badges = new LinkedHashMap<>();
    final Map<LearnerId, Learner> people = new ConcurrentHashMap<>();
    final Map<LearnerId, List<Evidence>> waivers = new ConcurrentHashMap<>();
    final Map<UUID, Award> awards = new ConcurrentHashMap<>();
    final List<Award> unproven = new CopyOnWriteArrayList<>();
    final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    final TestDatabase.Fresh database;
    final MortalTransactions mortal;
    final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    TestHouse(TestDatabase kind) {
        this(kind, "https://badges.example.edu");
    }

    TestHouse(TestDatabase kind, String publicUrl) {
        database = kind.fresh();
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database.dataSource()));
        context.registerBean(JdbcClient.class, database::jdbc);
        mortal = new MortalTransactions(database.transactions().getTransactionManager());
        context.registerBean(PlatformTransactionManager.class, () -> mortal);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.registerBean(PublicUrl.class, () -> new PublicUrl(URI.create(publicUrl)));
        context.registerBean(Vault.class, PurposeVault::new);
        context.registerBean(Platforms.class, () -> Fakes.of(Platforms.class, new SomePlatforms()));
        context.registerBean(Learners.class, () -> Fakes.of(Learners.class, new SomeLearners()));
        context.registerBean(Pathways.class, () -> Fakes.of(Pathways.class, new SomePathways()));
        context.registerBean(Awards.class, () -> Fakes.of(Awards.class, new SomeAwards()));
        context.registerBean(EvidenceLog.class, () -> Fakes.of(EvidenceLog.class, new SomeEvidence()));
        context.scan("org.cairn.credential");
        context.refresh();
        badge(charter());
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    Credentials credentials() {
        return get(Credentials.class);
    }

    @Override
    public void close() {
        context.close();
    }

    Badge charter() {
        return new Badge(
                institution,
                "charter",
                2,
                Badge.State.PUBLISHED,
                "Team charter",
                "A charter that the team wrote itself.",
                "undergraduate",
                "non-credit",
                "co-curricular",
                new BigDecimal("1.50"),
                List.of(
                        new Badge.Skill("Teamwork", "NACE", "https://www.naceweb.org/career-readiness/competencies/"),
                        new Badge.Skill("Listening", null, "not a web address"),
                        new Badge.Skill("Writing", null, null)),
                Map.of("charter", "Charter"),
                new Rule.Score("charter", new BigDecimal("0.8"), null),
                new Badge.OnRegrade.Revoke());
    }

    Badge stack() {
        return new Badge(
                institution,
                "stack",
                1,
                Badge.State.PUBLISHED,
                "Stacked achievement",
                null,
                null,
                null,
                null,
                BigDecimal.ZERO,
                List.of(),
                Map.of(),
                new Rule.All(List.of(new Rule.Holds("charter"), new Rule.Holds("other"))),
                new Badge.OnRegrade.Keep());
    }

    void badge(Badge badge) {
        badges.put(badge.key(), badge);
    }

    LearnerId learner(String email) {
        LearnerId id = new LearnerId(institution, UUID.randomUUID());
        people.put(id, new Learner(id, "Ada Invented", email));
        return id;
    }

    Award award(LearnerId learner) {
        return award(learner, "charter", 2, Award.State.ISSUED, EARNED, List.of("feed:one", "feed:two"));
    }

    Award award(
            LearnerId learner, String badge, int version, Award.State state, Instant earnedAt, List<String> evidence) {
        return put(new Award(
                UUID.randomUUID(), learner, badge, version, state, earnedAt, earnedAt.plusSeconds(1), evidence, null));
    }

    Award put(Award award) {
        awards.put(award.id(), award);
        return award;
    }

    Award put(Award old, Award.State state, Instant earnedAt) {
        return put(new Award(
                old.id(),
                old.learner(),
                old.badge(),
                old.version(),
                state,
                earnedAt,
                clock.instant(),
                old.evidence(),
                state == Award.State.REVOKED ? "regraded" : null));
    }

    Credential credential(Award award) {
        return credentials().of(institution, List.of(award)).get(award.id());
    }

    /** Says, as the awards room does, that these changed and are not yet proven. */
    void changed(Collection<Award> changed) {
        unproven.addAll(changed);
        listeners.forEach(Runnable::run);
    }

    private final class SomePlatforms {
        List<Institution> institutions() {
            return List.of(new Institution(institution, "Example University"));
        }

        Optional<Institution> institution(InstitutionId id) {
            return institutions().stream().filter(each -> each.id().equals(id)).findFirst();
        }
    }

    private final class SomeEvidence {
        Map<LearnerId, List<Evidence>> waivers(InstitutionId institution, Collection<LearnerId> learners) {
            return learners.stream()
                    .collect(java.util.stream.Collectors.toMap(
                            learner -> learner,
                            learner -> waivers.getOrDefault(learner, List.of()),
                            (one, two) -> one));
        }
    }

    private final class SomeLearners {
        Optional<Learner> find(LearnerId id) {
            return Optional.ofNullable(people.get(id));
        }

        Map<LearnerId, Learner> find(InstitutionId institution, Collection<LearnerId> ids) {
            Map<LearnerId, Learner> found = new HashMap<>();
            ids.forEach(id -> find(id).ifPresent(learner -> found.put(id, learner)));
            return found;
        }
    }

    private final class SomePathways {
        Optional<Badge> version(InstitutionId institution, String key, int version) {
            return Optional.ofNullable(badges.get(key)).filter(badge -> badge.version() == version);
        }

        Catalogue catalogue(InstitutionId institution) {
            return new Catalogue(1, Map.copyOf(badges), List.of());
        }
    }

    private final class SomeAwards {
        Optional<Award> find(InstitutionId institution, UUID id) {
            return Optional.ofNullable(awards.get(id));
        }

        List<Award> of(LearnerId learner) {
            return awards.values().stream()
                    .filter(award -> award.learner().equals(learner))
                    .toList();
        }

        List<Award> beside(LearnerId learner) {
            return List.of();
        }

        List<Award> claimUnproven(InstitutionId institution, int most) {
            synchronized (unproven) {
                List<Award> some = new ArrayList<>(unproven.subList(0, Math.min(most, unproven.size())));
                unproven.removeAll(some);
                putBackUnlessCommitted(some);
                return some;
            }
        }

        private void putBackUnlessCommitted(List<Award> some) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status != STATUS_COMMITTED) {
                        unproven.addAll(some);
                    }
                }
            });
        }

        void onChanged(Runnable listener) {
            listeners.add(listener);
        }
    }

    /** Keeps purposes apart as the real one does; what is sealed is not the secret. */
    private static final class PurposeVault implements Vault {
        @Override
        public byte[] seal(String purpose, byte[] secret) {
            byte[] sealed = new byte[secret.length + 1];
            sealed[0] = (byte) purpose.hashCode();
            for (int i = 0; i < secret.length; i++) {
                sealed[i + 1] = (byte) (secret[i] ^ 0x5a);
            }
            return sealed;
        }

        @Override
        public byte[] open(String purpose, byte[] sealed) throws NotSealedHere {
            if (sealed[0] != (byte) purpose.hashCode()) {
                throw new NotSealedHere("another purpose");
            }
            byte[] secret = new byte[sealed.length - 1];
            for (int i = 0; i < secret.length; i++) {
                secret[i] = (byte) (sealed[i + 1] ^ 0x5a);
            }
            return secret;
        }
    }
}
