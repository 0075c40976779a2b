package org.cairn.pathway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.TestBadges.ACHIEVEMENT;
import static org.cairn.TestBadges.BUFFALO;
import static org.cairn.TestBadges.BUFFALO_KEYS;
import static org.cairn.TestBadges.ENGAGEMENT;
import static org.cairn.TestBadges.PREPARATION;
import static org.cairn.TestBadges.REFLECTION;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.MutableClock;
import org.cairn.TestBadges;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Activity;
import org.cairn.evidence.TestEvidence;
import org.cairn.lti.CourseId;
import org.cairn.lti.TestLti;
import org.cairn.pathway.Badge.State;
import org.cairn.pathway.Pathways.BadDocument;
import org.cairn.pathway.Pathways.InvalidBadge;
import org.cairn.pathway.Pathways.UnknownBadge;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class StoredPathwaysTests {

    private final TestPathway house;
    private final Pathways pathways;
    private final PlatformId canvas;
    private final InstitutionId institution;

    StoredPathwaysTests(TestDatabase database) {
        house = TestPathway.on(database.fresh(), new MutableClock(TestEvidence.NOON));
        pathways = house.pathways();
        canvas = house.lti().canvas("Lakeside University").id();
        institution = canvas.institution();
    }

    private static String badge(String key, String rule) {
        return "badge: %s\ntitle: The badge %s\ncredits: 3.0\nmilestones: {m: One, n: Two, o: Three}\nrule: %s\n"
                .formatted(key, key, rule);
    }

    private void publish(String key, String rule) {
        house.put(institution, badge(key, rule));
        pathways.publish(institution, key);
    }

    private Binding bind(String badge, String milestone, String course, String activity, String atLeast) {
        return pathways.bind(
                institution,
                new Binding(
                        badge,
                        milestone,
                        new Activity(canvas, course, activity),
                        atLeast == null ? null : new BigDecimal(atLeast)));
    }

    private LearnerId marked() {
        LearnerId learner = TestEvidence.learner(institution);
        house.evidence().log().append(List.of(TestEvidence.score(learner, canvas, "before", "10", TestEvidence.NOON)));
        house.evidence().lookAgain().claim(institution, 100);
        return learner;
    }

    private long waiting() {
        return house.evidence().lookAgain().waiting(institution);
    }

    @Test
    void aNewBadgeIsADraftUntilItIsPublished() throws BadDocument {
        assertThat(pathways.put(institution, BUFFALO))
                .extracting(Badge::key, Badge::version, Badge::state)
                .containsExactlyElementsOf(BUFFALO_KEYS.stream()
                        .map(key -> org.assertj.core.groups.Tuple.tuple(key, 1, State.DRAFT))
                        .toList());
        assertThat(pathways.catalogue(institution).badges()).isEmpty();

        Badge published = pathways.publish(institution, PREPARATION);

        assertThat(published.state()).isEqualTo(State.PUBLISHED);
        assertThat(pathways.catalogue(institution).badges()).containsOnly(Map.entry(PREPARATION, published));
    }

    @Test
    void theSameAgainIsNoNewVersionAndAChangeIsADraftBesideTheOneInForce() throws BadDocument {
        publish("b", "{complete: m}");

        assertThat(pathways.put(institution, "# only a comment\n" + badge("b", "{complete: m}")))
                .extracting(Badge::version, Badge::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1, State.PUBLISHED));
        assertThat(pathways.put(institution, badge("b", "{complete: n}")))
                .extracting(Badge::version, Badge::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2, State.DRAFT));
        assertThat(pathways.catalogue(institution).badges().get("b").version()).isEqualTo(1);
        assertThat(pathways.badges(institution)).extracting(Badge::version).containsExactly(2);

        pathways.publish(institution, "b");

        assertThat(pathways.catalogue(institution).badges().get("b").version()).isEqualTo(2);
        assertThat(pathways.version(institution, "b", 1))
                .hasValueSatisfying(old -> assertThat(old.rule()).hasToString("Complete[milestone=m, until=null]"));
        assertThat(pathways.version(institution, "b", 3)).isEmpty();
    }

    @Test
    void nothingIsStoredIfOneDocumentIsWrong() {
        assertThatThrownBy(
                        () -> pathways.put(institution, badge("good", "{complete: m}") + "---\n" + badge("bad", "{}")))
                .isInstanceOfSatisfying(
                        BadDocument.class, bad -> assertThat(bad.line()).isEqualTo(11));

        assertThat(pathways.badges(institution)).isEmpty();
    }

    @Test
    void anotherInstitutionSeesNothingOfIt() {
        publish("b", "{complete: m}");
        InstitutionId other = house.lti().canvas("Hill College").id().institution();

        assertThat(pathways.badges(other)).isEmpty();
        assertThat(pathways.catalogue(other).badges()).isEmpty();
        assertThat(pathways.version(other, "b", 1)).isEmpty();
        assertThatThrownBy(() -> pathways.publish(other, "b")).isInstanceOf(UnknownBadge.class);
        house.put(other, badge("stack", "{holds: b}"));
        assertThatThrownBy(() -> pathways.publish(other, "stack"))
                .isInstanceOf(InvalidBadge.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("does not exist"));
    }

    @Test
    void aStackIsPublishedAfterItsComponents() {
        house.put(institution, BUFFALO);

        assertThatThrownBy(() -> pathways.publish(institution, ACHIEVEMENT))
                .isInstanceOf(InvalidBadge.class)
                .satisfies(refused ->
                        assertThat(TestComplaints.english(refused)).contains("publish “pbl-preparation” first"));
        BUFFALO_KEYS.forEach(key -> pathways.publish(institution, key));

        assertThat(pathways.catalogue(institution).badges().keySet())
                .endsWith(ACHIEVEMENT)
                .hasSize(4);
    }

    @Test
    void stacksMayNotGoInACircle() {
        publish("a", "{complete: m}");
        publish("b", "{holds: a}");
        publish("c", "{any: [{holds: b}, {complete: m}]}");
        house.put(institution, badge("a", "{any: [{complete: m}, {holds: c}]}"));

        assertThatThrownBy(() -> pathways.publish(institution, "a"))
                .isInstanceOf(InvalidBadge.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("a → c → b → a"));
    }

    @Test
    void creditsThatNobodyCanReachAreRefused() {
        publish("a", "{complete: m}");
        publish("b", "{complete: m}");
        house.put(institution, badge("stack", "{credits: {at-least: 6.1, from: [a, b]}}"));

        assertThatThrownBy(() -> pathways.publish(institution, "stack"))
                .isInstanceOf(InvalidBadge.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("only 6.0 together"));
        publish("stack", "{credits: {at-least: 6.0, from: [a, b]}}");
    }

    @Test
    void publishingMarksEveryoneAndPublishingAgainDoesNot() {
        marked();
        house.put(institution, badge("b", "{complete: m}"));
        assertThat(waiting()).isZero();

        pathways.publish(institution, "b");
        long version = pathways.catalogue(institution).version();
        pathways.publish(institution, "b");

        assertThat(waiting()).isEqualTo(1);
        assertThat(pathways.catalogue(institution).version()).isEqualTo(version);
    }

    @Test
    void aSnapshotIsKeptUntilTheCatalogueChanges() {
        publish("b", "{complete: m}");
        Catalogue before = pathways.catalogue(institution);
        assertThat(pathways.catalogue(institution)).isSameAs(before);

        bind("b", "m", "565", "module:4", null);

        Catalogue after = pathways.catalogue(institution);
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(after.bindings()).hasSize(1);
        assertThat(before.bindings()).isEmpty();
    }

    @Test
    void canvasIdsAreKeptInTheirLocalForm() {
        publish("b", "{complete: m}");

        Binding bound = bind("b", "m", "21070000000000565", "assignment:21070000000000355", null);

        assertThat(bound.activity()).isEqualTo(new Activity(canvas, "565", "assignment:355"));
        assertThat(bind("b", "m", "21070~565", "assignment:21070~355", null)).isEqualTo(bound);
        assertThat(bind("b", "m", "565", "assignment:355", null)).isEqualTo(bound);
        assertThat(pathways.bindings(institution)).containsExactly(bound);
    }

    @Test
    void idsOfOtherPlatformsAreLeftAsTheyAre() {
        publish("b", "{complete: m}");
        PlatformId moodle = house.lti()
                .platforms()
                .register(TestLti.registration("Lakeside University", Family.MOODLE))
                .id();

        Binding bound = pathways.bind(
                institution,
                new Binding("b", "m", new Activity(moodle, null, "xapi:https://x.example/21070000000000355"), null));

        assertThat(bound.activity().id()).isEqualTo("xapi:https://x.example/21070000000000355");
    }

    @Test
    void aCourseMayBeNamedByItsContextIdToo() {
        publish("b", "{complete: m}");
        bind("b", "m", "ctx-later", "module:1", null);
        CourseId known = house.course(canvas, "ctx-565", "565");

        assertThat(bind("b", "m", "ctx-565", "module:4", null).activity().course())
                .isEqualTo("565");
        assertThat(pathways.bindings(known)).hasSize(1);

        CourseId later = house.course(canvas, "ctx-later", "566");
        assertThat(pathways.bindings(later)).hasSize(1);
        assertThat(pathways.badgesIn(later)).extracting(Badge::key).containsExactly("b");
        assertThat(pathways.catalogue(institution).bindings())
                .extracting(binding -> binding.activity().course())
                .containsExactlyInAnyOrder("565", "566");
    }

    @Test
    void aBindingMayAskForMoreNeverForLess() {
        publish("b", "{score: {of: m, at-least: 80%}}");

        assertThatThrownBy(() -> bind("b", "m", "565", "assignment:1", "0.79"))
                .isInstanceOf(InvalidBadge.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("80 %"));
        assertThatThrownBy(() -> bind("b", "m", "565", "assignment:1", "1.01")).isInstanceOf(InvalidBadge.class);
        assertThatThrownBy(() -> bind("b", "m", "565", "assignment:1", "0")).isInstanceOf(InvalidBadge.class);
        bind("b", "m", "565", "assignment:1", "0.8");
        bind("b", "m", "565", "assignment:1", "0.90");

        assertThat(pathways.bindings(institution)).extracting(Binding::atLeast).containsExactly(new BigDecimal("0.9"));
    }

    @Test
    void aBindingNeedsABadgeAMilestoneAPlatformAndAnActivity() {
        publish("b", "{complete: m}");

        assertThatThrownBy(() -> bind("x", "m", "565", "module:1", null)).isInstanceOf(UnknownBadge.class);
        assertThatThrownBy(() -> bind("b", "x", "565", "module:1", null)).isInstanceOf(UnknownBadge.class);
        for (String activity :
                List.of("", "355", "assignment:", "Assignment:3", "course:", "a b:3", "assignment:3\u0000")) {
            assertThatThrownBy(() -> bind("b", "m", "565", activity, null))
                    .as(activity)
                    .isInstanceOf(InvalidBadge.class);
        }
        assertThatThrownBy(() -> bind("b", "m", null, "course", null)).isInstanceOf(InvalidBadge.class);
        PlatformId foreign = house.lti().canvas("Hill College").id();
        for (PlatformId platform : List.of(
                foreign,
                new PlatformId(institution, foreign.value()),
                new PlatformId(institution, UUID.randomUUID()))) {
            assertThatThrownBy(() -> pathways.bind(
                            institution, new Binding("b", "m", new Activity(platform, "1", "module:1"), null)))
                    .isInstanceOf(InvalidBadge.class);
        }
        assertThat(pathways.bindings(institution)).isEmpty();
    }

    @Test
    void oneActivityDoesNotServeTwoOfTheThingsThatAreCounted() {
        publish("b", "{at-least: 2, of: [{complete: m}, {complete: n}, {complete: o}]}");
        publish("c", "{all: [{complete: m}, {complete: n}]}");
        bind("b", "m", "565", "module:1", null);
        bind("c", "m", "565", "module:1", null);

        assertThatThrownBy(() -> bind("b", "n", "565", "module:1", null))
                .isInstanceOf(InvalidBadge.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("already"));
        bind("c", "n", "565", "module:1", null);

        house.put(institution, badge("c", "{at-least: 2, of: [{complete: m}, {complete: n}]}"));
        assertThatThrownBy(() -> pathways.publish(institution, "c")).isInstanceOf(InvalidBadge.class);
    }

    @Test
    void bindingAndUnbindingMarkEveryoneOnceTheBadgeIsInForce() {
        LearnerId learner = marked();
        house.put(institution, badge("b", "{complete: m}"));
        Binding draft = bind("b", "m", "565", "module:4", null);
        assertThat(waiting()).isZero();
        pathways.publish(institution, "b");
        assertThat(house.evidence().lookAgain().claim(institution, 10)).containsExactly(learner);

        Binding bound = bind("b", "m", "565", "module:5", null);
        assertThat(waiting()).isEqualTo(1);
        bind("b", "m", "565", "module:5", null);
        assertThat(waiting()).isEqualTo(1);
        assertThat(pathways.unbind(institution, bound)).isTrue();
        assertThat(waiting()).isEqualTo(2);
        assertThat(pathways.unbind(institution, bound)).isFalse();

        assertThat(pathways.bindings(institution)).containsExactly(draft);
    }

    @Test
    void aCourseShowsItsBadgesAndTheStacksAboveThem() {
        house.put(institution, BUFFALO);
        BUFFALO_KEYS.forEach(key -> pathways.publish(institution, key));
        CourseId course = house.course(canvas, "ctx-565", "565");
        TestBadges.bindings(canvas, "565").stream()
                .filter(binding -> !binding.badge().equals(REFLECTION))
                .forEach(binding -> pathways.bind(institution, binding));

        assertThat(pathways.badgesIn(course))
                .extracting(Badge::key)
                .containsExactlyInAnyOrder(PREPARATION, ENGAGEMENT, ACHIEVEMENT)
                .endsWith(ACHIEVEMENT);
        assertThat(pathways.badgesIn(house.course(canvas, "ctx-9", "9"))).isEmpty();
        assertThat(pathways.badgesIn(new CourseId(institution, UUID.randomUUID())))
                .isEmpty();
    }

    @Test
    void standingsOfManyComeFromTheirEvidence() {
        publish("b", "{score: {of: m, at-least: 80%}}");
        bind("b", "m", "565", "assignment:355", null);
        LearnerId good = TestEvidence.learner(institution);
        LearnerId near = TestEvidence.learner(institution);
        LearnerId none = TestEvidence.learner(institution);
        house.evidence()
                .log()
                .append(List.of(
                        TestEvidence.score(good, canvas, "one", "80", TestEvidence.NOON),
                        TestEvidence.score(near, canvas, "one", "79.999", TestEvidence.NOON)));

        var standings = pathways.standings(institution, List.of(good, near, none));

        assertThat(standings.get(good))
                .singleElement()
                .satisfies(s -> assertThat(s.standing().met()).isTrue());
        assertThat(standings.get(near))
                .singleElement()
                .satisfies(s -> assertThat(s.standing().met()).isFalse());
        assertThat(standings.get(none))
                .singleElement()
                .satisfies(s -> assertThat(s.standing().progress()).isZero());
        assertThat(pathways.standings(good)).isEqualTo(standings.get(good));
    }
}
