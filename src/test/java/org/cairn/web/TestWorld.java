package org.cairn.web;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.cairn.MutableClock;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.credential.Credential;
import org.cairn.credential.Credentials;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.KnownActivities;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Attestations;
import org.cairn.ingest.Conflict;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.ContentItems;
import org.cairn.lti.ContentRequest;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Launch;
import org.cairn.lti.Notices;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.lti.TestGradebook;
import org.cairn.lti.content.TestContentItems;
import org.cairn.net.PublicUrl;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Copies;
import org.cairn.pathway.Pathways;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** One institution with one course, in memory: what the doors of the other rooms answer in tests of pages. */
public final class TestWorld {

    public static final InstitutionId INSTITUTION = TestBadges.INSTITUTION;
    public static final PlatformId PLATFORM = new PlatformId(INSTITUTION, new UUID(0, 2));
    public static final CourseId COURSE = new CourseId(INSTITUTION, new UUID(0, 3));
    public static final Course COURSE_565 = new Course(COURSE, PLATFORM, "ctx-565", "565", "Engineering 101");

    public final MutableClock clock = new MutableClock(Instant.parse("2026-05-12T10:00:00Z"));
    public final List<Badge> badges = new ArrayList<>(TestBadges.buffalo());
    public final List<Binding> bindings = new ArrayList<>();
    public final Map<LearnerId, List<Evidence>> evidence = new LinkedHashMap<>();
    public final List<Award> given = new ArrayList<>();
    public final List<Award> besides = new ArrayList<>();
    public final Map<String, Credential> issued = new LinkedHashMap<>();
    public final Map<LearnerId, Learner> people = new LinkedHashMap<>();
    public final List<LearnerId> students = new ArrayList<>();
    public final List<KnownActivity> activities = new ArrayList<>();
    public final List<Ingestion.Message> messages = new ArrayList<>();
    public final List<Conflict> conflicts = new ArrayList<>();
    public final List<String> attested = new ArrayList<>();
    public final List<String> published = new ArrayList<>();
    public final List<Platform> trusted = new ArrayList<>(List.of(platform()));
    public final List<PlatformId> removed = new ArrayList<>();

    public final List<Copies.Copy> copied = new ArrayList<>();

    public final Pathways pathways = new TestPathways(this);
    public final Copies copies = new TestCopies(this);
    public final TestGradebook gradebook = new TestGradebook();
    public final EvidenceLog log = TestDoors.log(this);
    public final Awards awards = TestDoors.awards(this);
    public final Credentials credentials = TestDoors.credentials(this);
    public final Courses courses = TestDoors.courses(this);
    public final Learners learners = TestDoors.learners(this);
    public final Platforms platforms = new TestPlatforms(this);
    public final TestLinks links = new TestLinks(this);
    public final TestCheckups checkups = new TestCheckups();
    public final TestKnocking deployments = new TestKnocking();
    public final List<Notices.Subscription> notices = new ArrayList<>();
    public final TestRosters rosters = new TestRosters();
    public final TestKeys keys = new TestKeys();
    public final TestInvitations invitations = new TestInvitations(this);
    public final KnownActivities known = TestDoors.known(this);
    public final TestPulled pulls = new TestPulled();
    public final Ingestion ingestion = TestDoors.ingestion(this);
    public final TestKeepingUp keepingUp = new TestKeepingUp(this);
    public final Feeds feeds = keepingUp;
    public final Attestations attestations = TestDoors.attestations(this);
    public final PublicUrl publicUrl = new PublicUrl(URI.create("https://badges.example.edu"));
    public final ContentItems items = TestContentItems.of(platforms, publicUrl, clock);
    public final Wording wording = new Wording(messageSource(), clock);
    public final TestUploads uploads = new TestUploads(this);
    public final UploadDesk uploadDesk = new UploadDesk(uploads, pathways, learners, wording);
    public final Ways ways = new Ways(pathways, log, awards, clock);

    public TestWorld() {
        bind("pbl-preparation", "charter", "assignment:1", "Team charter");
        bind("pbl-preparation", "kickoff", "module:2", "Kick-off workshop");
        bind("pbl-engagement", "teamwork", "assignment:3", "Peer review");
        bind("pbl-reflection", "essay", "assignment:4", "Reflection essay");
    }

    /** The bundles of this room's pages. */
    static final String[] BUNDLES = {
        "messages",
        "messages-launch",
        "messages-registration",
        "messages-content",
        "messages-gradebook",
        "messages-copies",
        "messages-connections",
        "messages-people",
        "messages-hand",
        "messages-pulls",
        "messages-feeds",
        "messages-reasons"
    };

    public static ResourceBundleMessageSource messageSource() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames(BUNDLES);
        messages.setDefaultEncoding("UTF-8");
        messages.setDefaultLocale(Locale.ROOT);
        return messages;
    }

    private void bind(String badge, String milestone, String activity, String title) {
        Activity bound = new Activity(PLATFORM, "565", activity);
        bindings.add(new Binding(badge, milestone, bound, null));
        activities.add(new KnownActivity(bound, title, new BigDecimal(100)));
    }

    /** Copies this course from last year's, where these milestones were bound; null for an activity nobody can tell. */
    public Course copiedFromLastYear() {
        Course original = new Course(
                new CourseId(INSTITUTION, new UUID(0, 33)), PLATFORM, "ctx-465", "465", "Engineering 101 (last year)");
        copied.add(new Copies.Copy(
                original,
                clock.instant(),
                List.of(
                        proposal(original, "pbl-preparation", "charter", "assignment:1", Copies.Why.SAME_TITLE),
                        proposal(original, "pbl-engagement", "teamwork", null, Copies.Why.UNKNOWN),
                        proposal(original, "pbl-reflection", "essay", "course", Copies.Why.SAME_NAME))));
        return original;
    }

    private static Copies.Proposal proposal(
            Course original, String badge, String milestone, @Nullable String activity, Copies.Why why) {
        String old = "course".equals(activity) ? activity : "assignment:9" + milestone.length();
        return new Copies.Proposal(
                new Binding(
                        badge,
                        milestone,
                        new Activity(PLATFORM, original.ownId(), old),
                        milestone.equals("charter") ? new BigDecimal("0.85") : null),
                "Old " + milestone,
                activity,
                why);
    }

    public LearnerId student(String name) {
        LearnerId id = new LearnerId(INSTITUTION, new UUID(1, people.size() + 1));
        people.put(id, new Learner(id, name, null));
        students.add(id);
        return id;
    }

    public LearnerId person(String name) {
        LearnerId id = student(name);
        students.remove(id);
        return id;
    }

    public Launch launch(LearnerId who, Role role) {
        return launch(who, role, COURSE);
    }

    public Launch launch(LearnerId who, Role role, @Nullable CourseId course) {
        return launch(who, role, course, new Purpose.Visit(null, null));
    }

    public Launch launch(LearnerId who, Role role, @Nullable CourseId course, Purpose purpose) {
        return new Launch(
                PLATFORM,
                who,
                "Somebody",
                course,
                course == null ? null : "Engineering 101",
                role,
                List.of("https://lms.example.edu"),
                clock.instant().plus(Duration.ofHours(8)),
                purpose,
                null,
                "token");
    }

    /** What the platform's picker asks for: links, with or without a column. */
    public static Purpose picker(boolean lineItems) {
        return new Purpose.Choice(new ContentRequest(
                "deployment-1",
                URI.create("https://lms.example.edu/deep_linking_response?a=1&b=2"),
                "what=was&sent=\"too\"",
                Set.of("link", "ltiResourceLink"),
                true,
                lineItems));
    }

    public void scored(LearnerId who, String activity, int points) {
        seen(
                who,
                new Observation.Score(
                        new Activity(PLATFORM, "565", activity), new BigDecimal(points), new BigDecimal(100)));
    }

    public void completed(LearnerId who, String activity) {
        seen(who, new Observation.Completion(new Activity(PLATFORM, "565", activity), BigDecimal.ONE));
    }

    public void seen(LearnerId who, Observation what) {
        List<Evidence> mine = evidence.computeIfAbsent(who, key -> new ArrayList<>());
        mine.add(new Evidence(
                who, who.value() + "-" + mine.size(), what, clock.instant(), clock.instant(), "feed:Example Canvas"));
    }

    public Award award(LearnerId who, String badge) {
        return award(who, badge, Award.State.ISSUED, null);
    }

    public Award award(LearnerId who, String badge, Award.State state, @Nullable String reason) {
        Award award = new Award(
                new UUID(2, given.size() + 1),
                who,
                badge,
                1,
                state,
                clock.instant(),
                clock.instant(),
                evidence.getOrDefault(who, List.of()).stream()
                        .map(Evidence::key)
                        .toList(),
                reason);
        given.add(award);
        seen(who, new Observation.BadgeHeld(badge, BigDecimal.ZERO, award.stands()));
        return award;
    }

    public static Platform platform() {
        URI uri = URI.create("https://lms.example.edu/x");
        return new Platform(
                PLATFORM,
                "Example Canvas",
                Family.CANVAS,
                "https://canvas.instructure.com",
                "1007",
                uri,
                uri,
                uri,
                true);
    }
}
