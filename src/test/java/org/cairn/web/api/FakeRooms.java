package org.cairn.web.api;

import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cairn.MutableClock;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.Objection;
import org.cairn.credential.Credential;
import org.cairn.credential.Credentials;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.LookAgain;
import org.cairn.ingest.Conflict;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.ingest.FeedFigures;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Warning;
import org.cairn.ingest.Watch;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact;
import org.cairn.lti.ToolKeys;
import org.cairn.net.PublicUrl;
import org.cairn.pathway.Badge;
import org.cairn.pathway.BadgeStanding;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Pathways;
import org.cairn.people.Identifier;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.rules.Rule;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * The API alone on rooms that keep everything in memory. Not a {@code @Configuration}, so that only the tests that name
 * it see it.
 */
@EnableAutoConfiguration
@ComponentScan("org.cairn.web.api")
public class FakeRooms {

    public static final String TOKEN = "test-operator-token-of-at-least-32-characters";

    @Bean
    Clock clock() {
        return new MutableClock(Instant.parse("2026-05-04T08:00:00Z"));
    }

    @Bean
    org.cairn.web.Wording wording(Clock clock) {
        return new org.cairn.web.Wording(org.cairn.web.TestWorld.messageSource(), clock);
    }

    @Bean
    PublicUrl publicUrl() {
        return new PublicUrl(URI.create("https://badges.example.edu"));
    }

    @Bean
    FakePlatforms platforms() {
        return fake(FakePlatforms.class);
    }

    @Bean
    org.cairn.web.TestKnocking deployments() {
        return new org.cairn.web.TestKnocking();
    }

    @Bean
    FakeInvitations invitations() {
        return fake(FakeInvitations.class);
    }

    @Bean
    FakeCheckups checkups() {
        return fake(FakeCheckups.class);
    }

    @Bean
    org.cairn.web.TestPulled pulls() {
        return new org.cairn.web.TestPulled();
    }

    @Bean
    org.cairn.lti.Courses courses() {
        return mock(org.cairn.lti.Courses.class);
    }

    @Bean
    org.cairn.people.Links links() {
        return mock(org.cairn.people.Links.class);
    }

    @Bean
    org.cairn.people.Erasures erasures() {
        return mock(org.cairn.people.Erasures.class);
    }

    @Bean
    org.cairn.people.TrustedIds trustedIds() {
        return mock(org.cairn.people.TrustedIds.class);
    }

    @Bean
    FakeLearners learners() {
        return fake(FakeLearners.class);
    }

    @Bean
    FakeFeeds feeds() {
        return fake(FakeFeeds.class);
    }

    @Bean
    FakeFeedAccounts feedAccounts() {
        return fake(FakeFeedAccounts.class);
    }

    @Bean
    FakePathways pathways() {
        return fake(FakePathways.class);
    }

    @Bean
    org.cairn.ingest.Attestations attestations() {
        return mock(org.cairn.ingest.Attestations.class);
    }

    @Bean
    FakeAwards awards() {
        return fake(FakeAwards.class);
    }

    @Bean
    FakeLog log() {
        return fake(FakeLog.class);
    }

    @Bean
    FakeLooks looks() {
        return fake(FakeLooks.class);
    }

    @Bean
    FakeIngestion ingestion() {
        return fake(FakeIngestion.class);
    }

    @Bean
    FakeWatch watch() {
        return fake(FakeWatch.class);
    }

    @Bean
    FakeCredentials credentials() {
        return fake(FakeCredentials.class);
    }

    @Bean
    FakeToolKeys toolKeys() {
        return fake(FakeToolKeys.class);
    }

    /** A fake answers what the API asks; the rest of its door, which may grow, does nothing. */
    private static <T> T fake(Class<T> fake) {
        return mock(fake, withSettings().useConstructor().defaultAnswer(CALLS_REAL_METHODS));
    }

    public abstract static class FakeToolKeys implements ToolKeys {
        public static final Instant MADE = Instant.parse("2026-02-01T00:00:00Z");
        public int urgent;

        private static Key key(String id, State state) {
            return new Key(id, state, MADE, MADE, null);
        }

        @Override
        public List<Key> shown() {
            return List.of(key("thumb-2", State.NEXT), key("thumb-1", State.SIGNING));
        }

        @Override
        public Key rotate() {
            return key("thumb-2", State.NEXT);
        }

        @Override
        public Key rotateNow() {
            urgent++;
            return key("thumb-3", State.SIGNING);
        }
    }

    public abstract static class FakeCheckups implements Checkups {
        public Outcome outcome = Outcome.DONE;
        public final List<Contact> contacts = new ArrayList<>();

        @Override
        public Outcome check(PlatformId platform) {
            return outcome;
        }

        @Override
        public List<Contact> contacts(PlatformId platform) {
            return contacts.stream()
                    .filter(one -> one.platform().equals(platform))
                    .toList();
        }
    }

    public abstract static class FakeLearners implements Learners {
        public final Map<LearnerId, Map<PlatformId, List<Identifier>>> known = new LinkedHashMap<>();

        public LearnerId given(PlatformId platform, Identifier... identifiers) {
            LearnerId id = new LearnerId(platform.institution(), UUID.randomUUID());
            known.put(id, Map.of(platform, List.of(identifiers)));
            return id;
        }

        @Override
        public Optional<LearnerId> find(PlatformId platform, String identifier) {
            return known.entrySet().stream()
                    .filter(entry -> entry.getValue().getOrDefault(platform, List.of()).stream()
                            .anyMatch(one -> one.value().equals(identifier)))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        @Override
        public Optional<Learner> find(LearnerId id) {
            return known.containsKey(id) ? Optional.of(new Learner(id, null, null)) : Optional.empty();
        }

        @Override
        public Map<LearnerId, List<Identifier>> identifiers(PlatformId platform, Collection<LearnerId> people) {
            return people.stream()
                    .filter(id -> known.getOrDefault(id, Map.of()).containsKey(platform))
                    .collect(Collectors.toMap(
                            Function.identity(), id -> known.get(id).get(platform)));
        }
    }

    public abstract static class FakeFeeds implements Feeds {
        public final List<Feed> all = new ArrayList<>();

        @Override
        public Feed add(PlatformId platform, FeedKind kind, @Nullable URI jwksUrl, boolean allowUnsigned) {
            if (jwksUrl == null && !allowUnsigned) {
                throw Objection.of("feed.no-keys");
            }
            Feed feed = new Feed("feed-" + all.size(), platform, kind, jwksUrl, allowUnsigned);
            all.add(feed);
            return feed;
        }

        public final Map<String, State> states = new LinkedHashMap<>();

        @Override
        public Feed change(Feed feed, Feed.Reading reading) {
            Feed changed = feed.understood(reading);
            all.replaceAll(one -> one.id().equals(feed.id()) ? changed : one);
            return changed;
        }

        @Override
        public String renewSecret(Feed feed) {
            return "new-secret-of-" + feed.id();
        }

        @Override
        public void pause(Feed feed, boolean paused) {
            states.put(feed.id(), paused ? State.PAUSED : State.OPEN);
        }

        @Override
        public void close(Feed feed) {
            all.remove(feed);
        }

        @Override
        public State state(Feed feed) {
            return states.getOrDefault(feed.id(), State.OPEN);
        }

        @Override
        public List<Feed> of(InstitutionId institution) {
            return all.stream()
                    .filter(one -> one.platform().institution().equals(institution))
                    .toList();
        }
    }

    public abstract static class FakeFeedAccounts implements FeedAccounts {
        @Override
        public Optional<Standing> of(Feed feed) {
            return feed.sharesKeys(Family.CANVAS)
                    ? Optional.of(new Standing(List.copyOf(feed.accounts().names()), null, List.of()))
                    : Optional.empty();
        }

        @Override
        public Feed believe(Feed feed, Collection<String> names) {
            if (names.size() > 3) {
                throw Objection.of("feed.accounts-many", 3);
            }
            return feed.believing(Feed.Accounts.of(names, null));
        }
    }

    public abstract static class FakePathways implements Pathways {
        public final Map<String, Badge> badges = new LinkedHashMap<>();
        public final List<Binding> bindings = new ArrayList<>();
        public final Map<LearnerId, List<BadgeStanding>> standings = new LinkedHashMap<>();
        public String lastYaml = "";

        public Badge given(InstitutionId institution, String key, Rule rule) {
            Badge badge = new Badge(
                    institution,
                    key,
                    1,
                    Badge.State.DRAFT,
                    "Title of " + key,
                    null,
                    "undergraduate",
                    "non-credit",
                    null,
                    new BigDecimal("1.50"),
                    List.of(),
                    Map.of("charter", "Team charter"),
                    rule,
                    new Badge.OnRegrade.Keep());
            badges.put(key, badge);
            return badge;
        }

        @Override
        public List<Badge> put(InstitutionId institution, String yaml) throws BadDocument {
            lastYaml = yaml;
            if (yaml.contains("wrong")) {
                throw new BadDocument(3, "'wrong' is not a field of a badge");
            }
            return List.of(given(institution, "charter-badge", new Rule.Complete("charter", null)));
        }

        @Override
        public Badge publish(InstitutionId institution, String key) {
            if (key.equals("too-early")) {
                throw new InvalidBadge(Complaint.of("stack.draft", "too-early", "other"));
            }
            return Optional.ofNullable(badges.get(key))
                    .orElseThrow(() -> new UnknownBadge(Complaint.of("binding.no-badge", key)));
        }

        @Override
        public Binding bind(InstitutionId institution, Binding binding) {
            if (!badges.containsKey(binding.badge())) {
                throw new UnknownBadge(Complaint.of("binding.no-badge", binding.badge()));
            }
            if (binding.atLeast() != null && binding.atLeast().compareTo(new BigDecimal("0.5")) < 0) {
                throw new InvalidBadge(Complaint.of("binding.lower", "b", "50", "m"));
            }
            bindings.add(binding);
            return binding;
        }

        @Override
        public List<Badge> badges(InstitutionId institution) {
            return badges.values().stream()
                    .filter(one -> one.institution().equals(institution))
                    .toList();
        }

        @Override
        public List<Binding> bindings(InstitutionId institution) {
            return bindings;
        }

        @Override
        public List<BadgeStanding> standings(LearnerId learner) {
            return standings.getOrDefault(learner, List.of());
        }
    }

    public abstract static class FakeAwards implements Awards {
        public final List<Award> all = new ArrayList<>();

        @Override
        public List<Award> find(
                InstitutionId institution,
                @Nullable String badge,
                @Nullable LearnerId learner,
                @Nullable PlatformId platform) {
            return all.stream()
                    .filter(one -> one.learner().institution().equals(institution))
                    .filter(one -> badge == null || one.badge().equals(badge))
                    .filter(one -> learner == null || one.learner().equals(learner))
                    .toList();
        }
    }

    public abstract static class FakeLog implements EvidenceLog {
        public final List<Evidence> all = new ArrayList<>();
        public int questions;

        @Override
        public void append(Collection<Evidence> evidence) {
            all.addAll(evidence);
        }

        @Override
        public List<Evidence> of(LearnerId learner) {
            questions++;
            return all.stream().filter(one -> one.learner().equals(learner)).toList();
        }

        @Override
        public Map<LearnerId, List<Evidence>> of(InstitutionId institution, Collection<LearnerId> learners) {
            questions++;
            return learners.stream()
                    .collect(Collectors.toMap(
                            learner -> learner,
                            learner -> all.stream()
                                    .filter(one -> one.learner().equals(learner))
                                    .toList()));
        }
    }

    public abstract static class FakeLooks implements LookAgain {
        public long waiting;

        @Override
        public long waiting(InstitutionId institution) {
            return waiting;
        }
    }

    public abstract static class FakeIngestion implements Ingestion {
        public Tally tally = new Tally(0, 0, 0, 0, 0, 0, 0, null);
        public final List<Message> quarantined = new ArrayList<>();
        public final List<Conflict> conflicts = new ArrayList<>();

        @Override
        public List<Conflict> conflicts(InstitutionId institution, int most) {
            return conflicts.stream().limit(most).toList();
        }

        @Override
        public Tally tally(InstitutionId institution) {
            return tally;
        }

        @Override
        public List<Message> quarantined(InstitutionId institution, int most) {
            return quarantined.stream().limit(most).toList();
        }
    }

    public abstract static class FakeWatch implements Watch {
        public final List<FeedFigures> feeds = new ArrayList<>();
        public final List<Warning> warnings = new ArrayList<>();

        @Override
        public List<FeedFigures> feeds(InstitutionId institution) {
            return List.copyOf(feeds);
        }

        @Override
        public List<Warning> warnings(InstitutionId institution, List<FeedFigures> about) {
            return List.copyOf(warnings);
        }
    }

    public abstract static class FakeCredentials implements Credentials {
        @Override
        public Map<UUID, Credential> of(InstitutionId institution, Collection<Award> awards) {
            return awards.stream()
                    .collect(Collectors.toMap(
                            Award::id,
                            award -> new Credential(
                                    "proof-" + award.id(),
                                    award.learner(),
                                    award.id(),
                                    award.badge(),
                                    award.decidedAt(),
                                    null)));
        }
    }
}
