package org.cairn.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.MutableClock;
import org.cairn.TestBadges;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.TestEvidence;
import org.cairn.lti.Course;
import org.cairn.lti.CourseCopied;
import org.cairn.lti.CourseCopied.How;
import org.cairn.lti.CourseId;
import org.cairn.lti.CourseLearned;
import org.cairn.lti.TestLti;
import org.cairn.pathway.Copies.Copy;
import org.cairn.pathway.Copies.Proposal;
import org.cairn.pathway.Copies.Why;
import org.cairn.people.LearnerId;
import org.cairn.platform.PlatformId;
import org.cairn.rules.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a copied course could take over, and what becomes of bindings made before a course's first launch. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CopiesTests {

    private static final Instant NOW = Instant.parse("2026-08-20T10:00:00Z");

    private final MutableClock clock = new MutableClock(NOW);
    private final TestDatabase.Fresh database;
    private final TestLti lti;
    private final TestPathway world;
    private final Copies copies;
    private final PlatformId canvas;
    private final Course original;
    private final LearnerId teacher;
    private EarlyBindings early;

    CopiesTests(TestDatabase kind) {
        database = kind.fresh();
        lti = TestLti.on(
                database,
                event -> {
                    if (event instanceof CourseLearned learned) {
                        early.on(learned);
                    }
                },
                clock);
        world = TestPathway.on(database, lti, TestEvidence.on(database), clock);
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        early = new EarlyBindings(
                new JdbcBindings(template),
                new JdbcCatalogueVersions(template),
                world.evidence().lookAgain());
        copies = world.copies();
        canvas = lti.canvas("University").id();
        original = course("ctx-565", "565");
        teacher = new LearnerId(canvas.institution(), UUID.randomUUID());
        world.put(canvas.institution(), TestBadges.BUFFALO);
        TestBadges.BUFFALO_KEYS.forEach(key -> world.pathways().publish(canvas.institution(), key));
    }

    private Course course(String contextId, String ownId) {
        CourseId id = lti.courses().know(canvas, contextId, ownId, "Course " + ownId);
        return lti.courses().find(id).orElseThrow();
    }

    private void bind(Course course, String badge, String milestone, String activity) {
        bind(course, badge, milestone, activity, null);
    }

    private void bind(Course course, String badge, String milestone, String activity, String atLeast) {
        world.pathways()
                .bind(
                        canvas.institution(),
                        new Binding(
                                badge,
                                milestone,
                                new Activity(canvas, course.ownId(), activity),
                                atLeast == null ? null : new BigDecimal(atLeast)));
    }

    private void known(Course course, String activity, String title, String copiedFrom) {
        database.transactions()
                .executeWithoutResult(status -> world.evidence()
                        .activities()
                        .learn(List.of(new KnownActivity(
                                new Activity(canvas, course.ownId(), activity), title, null, copiedFrom))));
    }

    private void copied(String from, String to, How how) {
        world.copied(new CourseCopied(canvas, List.of(from), to, how, clock.instant()));
    }

    private List<Proposal> proposals(Course course) {
        return copies.waiting(course.id()).stream()
                .flatMap(copy -> copy.proposals().stream())
                .toList();
    }

    private Proposal proposal(Course course, String milestone) {
        return proposals(course).stream()
                .filter(one -> one.original().milestone().equals(milestone))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachBindingIsProposedForWhatItsActivityBecame() {
        bind(original, "pbl-preparation", "charter", "assignment:101", "0.85");
        bind(original, "pbl-preparation", "kickoff", "module:102");
        bind(original, "pbl-engagement", "visit", "course");
        bind(original, "pbl-engagement", "prototype", "line-item:cairn:prototype");
        bind(original, "pbl-engagement", "review", "assignment:203");
        known(original, "assignment:101", "Team charter", null);
        known(original, "module:102", "Kick-off", null);
        known(original, "assignment:203", "Peer review", null);
        Course copy = course("ctx-900", "900");
        known(copy, "assignment:801", "Charter of your team", "assignment:101");
        known(copy, "module:802", " kick-off ", null);
        known(copy, "assignment:803", "Kick-off", null);
        known(copy, "assignment:804", "Something else", null);
        copied("ctx-565", "ctx-900", How.NOTICE);

        Copy waiting = copies.waiting(copy.id()).getFirst();
        assertThat(waiting.from()).isEqualTo(original);
        assertThat(waiting.at()).isEqualTo(NOW);
        assertThat(waiting.proposals()).hasSize(5);
        assertThat(proposal(copy, "charter"))
                .extracting(Proposal::activity, Proposal::title, Proposal::why)
                .containsExactly("assignment:801", "Team charter", Why.COPIED);
        assertThat(proposal(copy, "kickoff"))
                .extracting(Proposal::activity, Proposal::why)
                .containsExactly("module:802", Why.SAME_TITLE);
        assertThat(proposal(copy, "visit"))
                .extracting(Proposal::activity, Proposal::why)
                .containsExactly("course", Why.SAME_NAME);
        assertThat(proposal(copy, "prototype"))
                .extracting(Proposal::activity, Proposal::why)
                .containsExactly("line-item:cairn:prototype", Why.SAME_NAME);
        assertThat(proposal(copy, "review"))
                .extracting(Proposal::activity, Proposal::why)
                .containsExactly(null, Why.UNKNOWN);
        assertThat(proposal(copy, "charter").as(copy, "assignment:801"))
                .isEqualTo(new Binding(
                        "pbl-preparation",
                        "charter",
                        new Activity(canvas, "900", "assignment:801"),
                        new BigDecimal("0.85")));
    }

    @Test
    void nothingIsBoundByItself() {
        bind(original, "pbl-engagement", "visit", "course");
        Course copy = course("ctx-900", "900");
        copied("ctx-565", "ctx-900", How.NOTICE);
        assertThat(copies.isWaiting(copy.id())).isTrue();
        assertThat(world.pathways().bindings(copy.id())).isEmpty();
    }

    @Test
    void anAmbiguousTitleIsNoAnswer() {
        bind(original, "pbl-preparation", "charter", "assignment:101");
        bind(original, "pbl-engagement", "review", "assignment:203");
        known(original, "assignment:101", "Quiz", null);
        known(original, "assignment:203", "Essay", null);
        known(original, "assignment:204", "Essay", null);
        Course copy = course("ctx-900", "900");
        known(copy, "assignment:801", "Quiz", null);
        known(copy, "assignment:802", "Quiz", null);
        known(copy, "assignment:803", "Essay", null);
        copied("ctx-565", "ctx-900", How.NOTICE);
        assertThat(proposals(copy)).extracting(Proposal::why).containsOnly(Why.UNKNOWN);
    }

    @Test
    void amongSeveralCopiesOfOneActivityTheTitleDecides() {
        bind(original, "pbl-preparation", "charter", "assignment:101");
        known(original, "assignment:101", "Charter", null);
        Course copy = course("ctx-900", "900");
        known(copy, "assignment:801", "Charter copy", "assignment:101");
        known(copy, "assignment:802", "Charter", "assignment:101");
        copied("ctx-565", "ctx-900", How.NOTICE);
        assertThat(proposal(copy, "charter").activity()).isEqualTo("assignment:802");
    }

    @Test
    void theCopyMayBecomeKnownLaterAndItsActivitiesLaterStill() {
        bind(original, "pbl-preparation", "charter", "assignment:101");
        known(original, "assignment:101", "Charter", null);
        copied("ctx-565", "ctx-900", How.NOTICE);
        Course copy = course("ctx-900", "900");
        assertThat(proposal(copy, "charter").activity()).isNull();
        known(copy, "assignment:801", "Charter", "assignment:101");
        assertThat(proposal(copy, "charter").activity()).isEqualTo("assignment:801");
    }

    @Test
    void anImportIntoACourseThatHasBindingsProposesOnlyTheOthers() {
        bind(original, "pbl-engagement", "visit", "course");
        bind(original, "pbl-reflection", "defence", "course");
        bind(original, "pbl-preparation", "charter", "assignment:101");
        Course copy = course("ctx-900", "900");
        bind(copy, "pbl-engagement", "visit", "course");
        bind(copy, "pbl-preparation", "charter", "assignment:7");
        copied("ctx-565", "ctx-900", How.NOTICE);
        assertThat(proposals(copy))
                .extracting(one -> one.original().milestone())
                .containsExactly("defence");
    }

    @Test
    void whatWasDecidedIsNotAskedAgainUntilSomebodyCopiesAgain() {
        bind(original, "pbl-engagement", "visit", "course");
        Course copy = course("ctx-900", "900");
        copied("ctx-565", "ctx-900", How.NOTICE);
        clock.advance(Duration.ofHours(1));
        copies.decide(copy.id(), original.id(), teacher);
        assertThat(copies.isWaiting(copy.id())).isFalse();
        // late or repeated tidings of the same copy
        world.copied(new CourseCopied(canvas, List.of("ctx-565"), "ctx-900", How.NOTICE, NOW));
        copied("ctx-565", "ctx-900", How.HISTORY);
        assertThat(copies.isWaiting(copy.id())).isFalse();
        clock.advance(Duration.ofDays(1));
        copied("ctx-565", "ctx-900", How.NOTICE);
        copied("ctx-565", "ctx-900", How.NOTICE);
        assertThat(copies.waiting(copy.id())).hasSize(1);
    }

    @Test
    void historyFindsTheNearestAncestorThatHasBindings() {
        course("ctx-600", "600");
        bind(original, "pbl-engagement", "visit", "course");
        Course copy = course("ctx-900", "900");
        world.copied(
                new CourseCopied(canvas, List.of("never-launched", "ctx-600", "ctx-565"), "ctx-900", How.HISTORY, NOW));
        assertThat(copies.waiting(copy.id())).extracting(Copy::from).containsExactly(original);
    }

    @Test
    void historySaysNothingNewToACourseWithBindingsOrADecision() {
        bind(original, "pbl-engagement", "visit", "course");
        Course bound = course("ctx-900", "900");
        bind(bound, "pbl-reflection", "defence", "course");
        copied("ctx-565", "ctx-900", How.HISTORY);
        assertThat(copies.isWaiting(bound.id())).isFalse();
        Course second = course("ctx-901", "901");
        bind(second, "pbl-reflection", "defence", "course");
        Course third = course("ctx-902", "902");
        copied("ctx-565", "ctx-902", How.NOTICE);
        copies.decide(third.id(), original.id(), teacher);
        world.copied(new CourseCopied(canvas, List.of("ctx-901", "ctx-565"), "ctx-902", How.HISTORY, NOW));
        assertThat(copies.isWaiting(third.id())).isFalse();
    }

    @Test
    void onlyACourseOfTheSamePlatformIsAnOrigin() {
        bind(original, "pbl-engagement", "visit", "course");
        PlatformId sister = lti.canvas("University").id();
        PlatformId stranger = lti.canvas("College").id();
        for (PlatformId elsewhere : List.of(sister, stranger)) {
            CourseId copy = lti.courses().know(elsewhere, "ctx-900", "900", "Copy");
            world.copied(new CourseCopied(elsewhere, List.of("ctx-565"), "ctx-900", How.NOTICE, NOW));
            world.copied(new CourseCopied(elsewhere, List.of("ctx-565"), "ctx-900", How.HISTORY, NOW));
            assertThat(copies.waiting(copy)).isEmpty();
        }
        assertThat(database.jdbc()
                        .sql("select count(*) from course_copy")
                        .query(Long.class)
                        .single())
                .isZero();
        // nor one whose own id looks like the context id that was told
        Course copy = course("ctx-901", "901");
        copied("565", "ctx-901", How.NOTICE);
        assertThat(copies.waiting(copy.id())).isEmpty();
    }

    @Test
    void milestonesThatAreGoneAreNotProposed() {
        bind(original, "pbl-engagement", "visit", "course");
        database.jdbc()
                .sql("insert into binding (institution, badge, milestone, platform, course, activity) values"
                        + " (?, 'pbl-engagement', 'gone', ?, '565', 'course')")
                .params(canvas.institution().value(), canvas.value())
                .update();
        Course copy = course("ctx-900", "900");
        copied("ctx-565", "ctx-900", How.NOTICE);
        assertThat(proposals(copy))
                .extracting(one -> one.original().milestone())
                .containsExactly("visit");
    }

    @Test
    void aBindingMadeBeforeTheFirstLaunchCountsFromIt() {
        LearnerId ada = lti.learners().know(canvas, TestLti.person("Ada", TestLti.sub("ada")));
        world.pathways()
                .bind(
                        canvas.institution(),
                        new Binding("pbl-reflection", "essay", new Activity(canvas, "ctx-777", "assignment:1"), null));
        database.transactions()
                .executeWithoutResult(status -> world.evidence()
                        .log()
                        .append(List.of(new Evidence(
                                ada,
                                "k1",
                                new Observation.Score(
                                        new Activity(canvas, "777", "assignment:1"),
                                        new BigDecimal(90),
                                        new BigDecimal(100)),
                                NOW,
                                NOW,
                                "feed:Test"))));
        database.transactions()
                .executeWithoutResult(status -> world.evidence().lookAgain().claim(canvas.institution(), 100));
        assertThat(essay(ada)).isNotEqualTo(Standing.State.MET);

        course("ctx-777", "777");

        assertThat(essay(ada)).isEqualTo(Standing.State.MET);
        assertThat(world.evidence().lookAgain().waiting(canvas.institution())).isPositive();
    }

    @Test
    void anyOtherCourseBecomesKnownWithoutAnybodyBeingLookedAt() {
        long version = world.pathways().catalogue(canvas.institution()).version();
        database.transactions()
                .executeWithoutResult(status -> world.evidence().lookAgain().claim(canvas.institution(), 100));
        course("ctx-778", "778");
        assertThat(world.pathways().catalogue(canvas.institution()).version()).isEqualTo(version);
        assertThat(world.evidence().lookAgain().waiting(canvas.institution())).isZero();
    }

    private Standing.State essay(LearnerId learner) {
        return world.pathways().standings(learner).stream()
                .filter(one -> one.badge().key().equals("pbl-reflection"))
                .findFirst()
                .orElseThrow()
                .standing()
                .children()
                .getFirst()
                .state();
    }
}
