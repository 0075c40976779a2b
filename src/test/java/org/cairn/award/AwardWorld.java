package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.TestBadges.ACTIVITIES;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.evidence.TestEvidence;
import org.cairn.pathway.Binding;
import org.cairn.pathway.TestPathway;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;

/** An institution with badges, its evidence, and a node that looks at it: what the tests of awards share. */
abstract class AwardWorld {

    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    final MutableClock clock = new MutableClock(MORNING.plus(Duration.ofDays(30)));
    final TestPathway house;
    final TestAwards node;
    final PlatformId canvas;
    final InstitutionId institution;

    AwardWorld(TestDatabase database) {
        this(database.fresh());
    }

    AwardWorld(TestDatabase.Fresh database) {
        house = TestPathway.on(database, clock);
        node = TestAwards.on(house);
        canvas = house.lti().canvas("Lakeside University").id();
        institution = canvas.institution();
    }

    static Instant minute(long minute) {
        return MORNING.plusSeconds(60 * minute);
    }

    Evidence evidence(LearnerId learner, Observation what, long minute) {
        String key = Integer.toHexString(what.hashCode()) + "@" + minute;
        return new Evidence(learner, key, what, minute(minute), clock.instant(), "feed:Test");
    }

    Evidence score(LearnerId learner, String milestone, int points, long minute) {
        Activity activity = new Activity(canvas, "565", ACTIVITIES.getOrDefault(milestone, "assignment:" + milestone));
        return evidence(
                learner, new Observation.Score(activity, BigDecimal.valueOf(points), new BigDecimal("100")), minute);
    }

    Evidence completion(LearnerId learner, String milestone, long minute) {
        Activity activity = new Activity(canvas, "565", ACTIVITIES.get(milestone));
        return evidence(learner, new Observation.Completion(activity, BigDecimal.ONE), minute);
    }

    List<Evidence> preparation(LearnerId learner, long minute) {
        return List.of(score(learner, "charter", 85, minute), completion(learner, "kickoff", minute + 1));
    }

    List<Evidence> engagement(LearnerId learner, long minute) {
        return List.of(completion(learner, "visit", minute), score(learner, "prototype", 70, minute + 1));
    }

    List<Evidence> reflection(LearnerId learner, long minute) {
        return List.of(score(learner, "essay", 80, minute), completion(learner, "defence", minute + 1));
    }

    List<Evidence> everything(LearnerId learner) {
        List<Evidence> all = new ArrayList<>(preparation(learner, 10));
        all.addAll(engagement(learner, 20));
        all.addAll(reflection(learner, 30));
        return all;
    }

    void hear(Collection<Evidence> evidence) {
        house.database()
                .transactions()
                .executeWithoutResult(status -> house.evidence().log().append(evidence));
    }

    void hearAndLook(Collection<Evidence> evidence) {
        hear(evidence);
        node.look(institution);
        clock.advance(Duration.ofSeconds(1));
    }

    /** One badge about one score, with a policy. */
    LearnerId simple(String policy) {
        house.put(
                institution,
                "badge: b\ntitle: B\nmilestones: {m: The essay}\nrule: {score: {of: m, at-least: 80%}}\non-regrade: "
                        + policy);
        house.pathways().bind(institution, new Binding("b", "m", new Activity(canvas, "565", "assignment:m"), null));
        house.pathways().publish(institution, "b");
        return TestEvidence.learner(institution);
    }

    Award only(LearnerId learner) {
        List<Award> awards = node.awards().of(learner);
        assertThat(awards).hasSize(1);
        return awards.getFirst();
    }

    Map<String, Instant> standing(LearnerId learner) {
        Map<String, Instant> standing = new TreeMap<>();
        node.awards().of(learner).stream()
                .filter(Award::stands)
                .forEach(award -> standing.put(award.badge(), award.earnedAt()));
        return standing;
    }
}
