package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.TestBadges.ACHIEVEMENT;
import static org.cairn.TestBadges.ACTIVITIES;
import static org.cairn.TestBadges.ENGAGEMENT;
import static org.cairn.TestBadges.PREPARATION;
import static org.cairn.TestBadges.REFLECTION;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.lti.TestLti;
import org.cairn.pathway.TestPathway;
import org.cairn.people.LearnerId;
import org.cairn.people.Links;
import org.cairn.people.TestPeople;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What two accounts won: before they were linked, while they were, and after they were parted. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PartedAwardsTests {

    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    private final MutableClock clock = new MutableClock(MORNING.plus(Duration.ofDays(30)));
    private final TestPathway house;
    private final TestAwards node;
    private final TestPeople people;
    private final PlatformId canvas;
    private final PlatformId moodle;
    private final InstitutionId institution;
    private final LearnerId ann;
    private final LearnerId annie;

    PartedAwardsTests(TestDatabase database) {
        house = TestAwards.house(database, clock);
        node = TestAwards.on(house);
        people = TestPeople.on(house.database(), house.lti().platforms(), node::hear, clock);
        canvas = house.lti().canvas("Lakeside University").id();
        moodle = house.lti()
                .platforms()
                .register(TestLti.registration("Lakeside University", Family.MOODLE))
                .id();
        institution = canvas.institution();
        house.buffalo(canvas, "565");
        ann = people.learners().know(canvas, TestLti.person("Ann", TestLti.sub("c1")));
        clock.advance(Duration.ofMinutes(1));
        annie = people.learners().know(moodle, TestLti.person("Annie", TestLti.sub("7")));
    }

    private static Instant minute(long minute) {
        return MORNING.plusSeconds(60 * minute);
    }

    private void hear(LearnerId learner, String milestone, int points, long minute) {
        Activity activity = new Activity(canvas, "565", ACTIVITIES.get(milestone));
        Observation what = milestone.equals("kickoff") || milestone.equals("visit") || milestone.equals("defence")
                ? new Observation.Completion(activity, BigDecimal.ONE)
                : new Observation.Score(activity, BigDecimal.valueOf(points), new BigDecimal("100"));
        String key = "%s:%s".formatted(learner.value(), milestone + minute);
        Evidence evidence = new Evidence(learner, key, what, minute(minute), clock.instant(), "feed:Test");
        house.database()
                .transactions()
                .executeWithoutResult(status -> house.evidence().log().append(List.of(evidence)));
    }

    private void preparation(LearnerId learner, long minute) {
        hear(learner, "charter", 85, minute);
        hear(learner, "kickoff", 0, minute + 1);
    }

    private void engagement(LearnerId learner, long minute) {
        hear(learner, "visit", 0, minute);
        hear(learner, "prototype", 70, minute + 1);
    }

    private void reflection(LearnerId learner, long minute) {
        hear(learner, "essay", 80, minute);
        hear(learner, "defence", 0, minute + 1);
    }

    private Map<String, Instant> standing(LearnerId learner) {
        Map<String, Instant> standing = new TreeMap<>();
        node.awards().of(learner).stream()
                .filter(Award::stands)
                .forEach(award -> standing.put(award.badge(), award.earnedAt()));
        return standing;
    }

    private Set<Object> ids(LearnerId learner) {
        return node.awards().of(learner).stream().map(Award::id).collect(Collectors.toSet());
    }

    private void link() {
        clock.advance(Duration.ofMinutes(1));
        people.links().link(ann, annie, Links.How.ADMIN, "one person", "operator");
        node.look(institution);
    }

    private void part() {
        clock.advance(Duration.ofMinutes(1));
        people.links().unlink(annie, "two people", "operator");
        node.look(institution);
    }

    private List<String> keys(LearnerId learner) {
        return house.evidence().log().of(learner).stream()
                .map(Evidence::key)
                .filter(key -> !key.startsWith("award:"))
                .sorted()
                .toList();
    }

    @Test
    void whatWasIsAgain() {
        preparation(ann, 40);
        reflection(ann, 30);
        preparation(annie, 10);
        engagement(annie, 20);
        node.look(institution);
        Map<String, Instant> before = standing(ann);
        Map<String, Instant> beforeToo = standing(annie);
        Set<Object> ids = ids(ann);
        Set<Object> idsToo = ids(annie);
        List<String> keys = keys(ann);
        List<String> keysToo = keys(annie);

        link();
        assertThat(standing(ann))
                .containsOnlyKeys(PREPARATION, ENGAGEMENT, REFLECTION, ACHIEVEMENT)
                .containsEntry(PREPARATION, minute(11));
        assertThat(standing(annie)).isEmpty();
        part();

        assertThat(standing(ann)).isEqualTo(before);
        assertThat(standing(annie)).isEqualTo(beforeToo);
        assertThat(ids(ann)).containsAll(ids);
        assertThat(ids(annie)).isEqualTo(idsToo);
        assertThat(keys(ann)).isEqualTo(keys);
        assertThat(keys(annie)).isEqualTo(keysToo);
    }

    private Award one(LearnerId learner, String badge) {
        return node.awards().of(learner).stream()
                .filter(award -> award.badge().equals(badge))
                .findFirst()
                .orElseThrow();
    }

    private Award found(Award award) {
        return node.awards().find(institution, award.id()).orElseThrow();
    }

    @Test
    void theAwardThatGivesWayStandsAsLongAsTheOneThatIsKept() {
        engagement(ann, 40);
        engagement(annie, 10);
        node.look(institution);
        Award later = one(ann, ENGAGEMENT);
        Award earlier = one(annie, ENGAGEMENT);

        link();
        assertThat(node.awards().of(ann)).extracting(Award::id).containsExactly(earlier.id());
        assertThat(node.awards().beside(ann)).extracting(Award::id).containsExactly(later.id());
        assertThat(found(later).stands()).isTrue();
        assertThat(found(later).learner()).isEqualTo(ann);
        assertThat(found(later).earnedAt()).isEqualTo(later.earnedAt());
        assertThat(found(later).evidence()).isEqualTo(later.evidence());
        node.claimUnproven(institution, 100);

        hear(ann, "prototype", 20, 90);
        hear(annie, "prototype", 20, 91);
        node.look(institution);
        Award kept = one(ann, ENGAGEMENT);
        assertThat(kept.stands()).isFalse();
        assertThat(found(later).state()).isEqualTo(kept.state());
        assertThat(found(later).reason()).isEqualTo(kept.reason());
        assertThat(node.claimUnproven(institution, 100)).extracting(Award::id).contains(kept.id(), later.id());
    }

    @Test
    void partedEachHasTheirOwnAgainAndNothingStandsBeside() {
        preparation(ann, 40);
        preparation(annie, 10);
        node.look(institution);
        Award later = one(ann, PREPARATION);
        Award earlier = one(annie, PREPARATION);
        link();
        part();
        assertThat(node.awards().beside(ann)).isEmpty();
        assertThat(node.awards().beside(annie)).isEmpty();
        assertThat(found(later).learner()).isEqualTo(ann);
        assertThat(found(earlier).learner()).isEqualTo(annie);
        assertThat(found(earlier).stands()).isTrue();
    }

    @Test
    void whoIsErasedHasNothingBeside() {
        preparation(ann, 40);
        preparation(annie, 10);
        node.look(institution);
        Award later = one(ann, PREPARATION);
        link();
        people.erasures().erase(ann, "operator");
        assertThat(node.awards().find(institution, later.id())).isEmpty();
    }

    @Test
    void whatOnlyBothTogetherEarnedIsTakenBackWithAReason() {
        preparation(ann, 10);
        reflection(ann, 20);
        engagement(annie, 30);
        node.look(institution);
        link();
        assertThat(standing(ann)).containsKey(ACHIEVEMENT);
        part();

        assertThat(standing(ann)).containsOnlyKeys(PREPARATION, REFLECTION);
        assertThat(standing(annie)).containsOnlyKeys(ENGAGEMENT);
        assertThat(node.awards().find(institution, ACHIEVEMENT, ann, null))
                .singleElement()
                .extracting(Award::reason)
                .isEqualTo(PartedAwards.TOGETHER);
        engagement(ann, 50);
        node.look(institution);
        assertThat(standing(ann)).containsKey(ACHIEVEMENT);
    }

    @Test
    void whatCameUnderTheNamesOfAnAccountGoesWithItAndSoDoesWhatItEarned() {
        preparation(ann, 10);
        node.look(institution);
        link();
        engagement(annie, 30);
        reflection(ann, 40);
        node.look(institution);
        assertThat(standing(ann)).containsOnlyKeys(PREPARATION, ENGAGEMENT, REFLECTION, ACHIEVEMENT);
        Set<Object> won = node.awards().find(institution, ENGAGEMENT, ann, null).stream()
                .map(Award::id)
                .collect(Collectors.toSet());

        part();

        assertThat(standing(ann)).containsOnlyKeys(PREPARATION, REFLECTION);
        assertThat(standing(annie)).isEqualTo(Map.of(ENGAGEMENT, minute(31)));
        assertThat(ids(annie)).isEqualTo(won);
        assertThat(house.evidence().log().of(ann))
                .noneMatch(evidence -> evidence.what() instanceof Observation.BadgeHeld held
                        && held.badge().equals(ENGAGEMENT));
    }

    @Test
    void linkingAndPartingAgainAndAgainChangesNothing() {
        preparation(ann, 10);
        preparation(annie, 20);
        node.look(institution);
        Set<Object> ids = new java.util.HashSet<>(ids(ann));
        ids.addAll(ids(annie));
        for (int i = 0; i < 3; i++) {
            link();
            part();
        }
        assertThat(standing(ann)).isEqualTo(Map.of(PREPARATION, minute(11)));
        assertThat(standing(annie)).isEqualTo(Map.of(PREPARATION, minute(21)));
        Set<Object> after = new java.util.HashSet<>(ids(ann));
        after.addAll(ids(annie));
        assertThat(after).isEqualTo(ids);
    }

    @Test
    void aMessageHeardAgainWhileLinkedIsHeardOnce() {
        hear(annie, "charter", 85, 10);
        link();
        hear(annie, "charter", 85, 10);
        node.look(institution);
        assertThat(keys(ann)).hasSize(1);
        assertThat(keys(annie)).isEmpty();
        part();
        assertThat(keys(ann)).isEmpty();
        assertThat(keys(annie)).hasSize(1);
    }

    @Test
    void ofThreeThePartedOneTakesTheirOwnAlone() {
        clock.advance(Duration.ofMinutes(1));
        LearnerId third = people.learners().know(moodle, TestLti.person("Third", TestLti.sub("9")));
        preparation(ann, 10);
        engagement(annie, 20);
        reflection(third, 30);
        node.look(institution);
        link();
        people.links().link(ann, third, Links.How.ADMIN, "", "operator");
        node.look(institution);
        assertThat(standing(ann)).containsOnlyKeys(PREPARATION, ENGAGEMENT, REFLECTION, ACHIEVEMENT);

        part();
        assertThat(standing(ann)).containsOnlyKeys(PREPARATION, REFLECTION);
        assertThat(standing(annie)).containsOnlyKeys(ENGAGEMENT);
        people.links().unlink(ann, "", "operator");
        node.look(institution);
        assertThat(standing(ann)).containsOnlyKeys(PREPARATION);
        assertThat(standing(third)).containsOnlyKeys(REFLECTION);
    }

    @Test
    @Case("E96")
    void nothingOfWhoeverWasErasedIsLeft() {
        preparation(ann, 10);
        engagement(annie, 20);
        node.look(institution);
        link();

        people.erasures().erase(ann, "operator");
        node.look(institution);

        List<Award> left = new ArrayList<>(node.awards().of(ann));
        left.addAll(node.awards().of(annie));
        assertThat(left).isEmpty();
        assertThat(keys(ann)).isEmpty();
        assertThat(keys(annie)).isEmpty();
        assertThat(node.claimUnproven(institution, 100)).isEmpty();
    }
}
