package org.cairn.web;

import static java.util.stream.Collectors.toMap;

import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.lti.CourseId;
import org.cairn.pathway.Badge;
import org.cairn.pathway.BadgeStanding;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.rules.Fact;
import org.cairn.rules.Rule;
import org.cairn.rules.Rules;
import org.cairn.rules.Standing;

/** The catalogue of the test world; standings come from the real rules. */
final class TestPathways implements Pathways {

    private final TestWorld world;

    TestPathways(TestWorld world) {
        this.world = world;
    }

    @Override
    public List<Badge> put(InstitutionId institution, String yaml) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Badge publish(InstitutionId institution, String key) {
        Badge badge = world.badges.stream()
                .filter(one ->
                        one.institution().equals(institution) && one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new UnknownBadge(Complaint.of("binding.no-badge", key)));
        world.published.add(key);
        return badge;
    }

    @Override
    public Binding bind(InstitutionId institution, Binding binding) {
        world.bindings.add(binding);
        return binding;
    }

    @Override
    public boolean unbind(InstitutionId institution, Binding binding) {
        return world.bindings.removeIf(other -> other.badge().equals(binding.badge())
                && other.milestone().equals(binding.milestone())
                && other.activity().equals(binding.activity()));
    }

    @Override
    public List<Binding> bindings(InstitutionId institution) {
        return List.copyOf(world.bindings);
    }

    @Override
    public List<Binding> bindings(CourseId course) {
        return course.equals(TestWorld.COURSE) ? List.copyOf(world.bindings) : List.of();
    }

    @Override
    public List<Badge> badges(InstitutionId institution) {
        return world.badges.stream()
                .filter(badge -> badge.institution().equals(institution))
                .toList();
    }

    @Override
    public Optional<Badge> version(InstitutionId institution, String key, int version) {
        return badges(institution).stream()
                .filter(badge -> badge.key().equals(key))
                .findFirst();
    }

    @Override
    public Catalogue catalogue(InstitutionId institution) {
        Map<String, Badge> published = badges(institution).stream()
                .filter(badge -> badge.state() == Badge.State.PUBLISHED)
                .collect(toMap(Badge::key, Function.identity(), (one, two) -> one, LinkedHashMap::new));
        return new Catalogue(1, published, List.copyOf(world.bindings));
    }

    @Override
    public List<BadgeStanding> standings(Catalogue catalogue, Collection<Evidence> evidence, Instant at) {
        return catalogue.badges().values().stream()
                .map(badge ->
                        new BadgeStanding(badge, Rules.evaluate(badge.rule(), facts(badge, catalogue, evidence), at)))
                .toList();
    }

    @Override
    public Standing standing(Catalogue catalogue, Badge badge, Collection<Evidence> evidence, Instant at) {
        return Rules.evaluate(badge.rule(), facts(badge, catalogue, evidence), at);
    }

    @Override
    public List<BadgeStanding> standings(LearnerId learner) {
        return standings(catalogue(learner.institution()), world.log.of(learner), world.clock.instant());
    }

    @Override
    public Map<LearnerId, List<BadgeStanding>> standings(InstitutionId institution, Collection<LearnerId> learners) {
        return learners.stream().collect(toMap(Function.identity(), this::standings));
    }

    @Override
    public List<Badge> badgesIn(CourseId course) {
        List<Badge> here =
                new ArrayList<>(catalogue(course.institution()).badges().values());
        here.removeIf(badge -> !isIn(course, badge));
        return here;
    }

    @Override
    public boolean countsIn(CourseId course, Badge badge) {
        return isIn(course, badge) || badge.rule().leaves().anyMatch(Rule.Attested.class::isInstance);
    }

    private boolean isIn(CourseId course, Badge badge) {
        return bindings(course).stream().anyMatch(binding -> binding.badge().equals(badge.key()))
                || world.badges.stream()
                        .filter(below -> badge.components().contains(below.key()))
                        .anyMatch(below -> isIn(course, below));
    }

    private static List<Fact> facts(Badge badge, Catalogue catalogue, Collection<Evidence> evidence) {
        return evidence.stream().flatMap(one -> facts(badge, catalogue, one)).toList();
    }

    private static Stream<Fact> facts(Badge badge, Catalogue catalogue, Evidence one) {
        return switch (one.what()) {
            case Observation.Score score ->
                bound(badge, catalogue, score.activity())
                        .map(binding -> new Fact.Scored(
                                binding.milestone(),
                                score.activity().id(),
                                score.points() == null
                                        ? null
                                        : score.points().divide(score.possible(), 6, RoundingMode.DOWN),
                                binding.atLeast(),
                                one.occurredAt(),
                                one.key()));
            case Observation.Completion done ->
                bound(badge, catalogue, done.activity())
                        .map(binding -> new Fact.Completed(
                                binding.milestone(), done.activity().id(), done.share(), one.occurredAt(), one.key()));
            case Observation.Hidden hidden -> Stream.empty();
            case Observation.Shown shown -> Stream.empty();
            case Observation.Override override -> Stream.empty();
            case Observation.Attestation said ->
                Stream.of(said)
                        .filter(that -> that.badge().equals(badge.key()))
                        .map(that -> new Fact.Attested(
                                that.milestone(),
                                "staff",
                                that.author().role(),
                                that.stands(),
                                one.occurredAt(),
                                one.key()));
            case Observation.Waiver said ->
                Stream.of(said)
                        .filter(that -> that.badge().equals(badge.key()))
                        .map(that -> new Fact.Waived(
                                that.milestone(), "waiver", that.stands(), one.occurredAt(), one.key()));
            case Observation.BadgeHeld held ->
                Stream.of(new Fact.Held(
                        held.badge(), "award", held.credits(), held.stands(), one.occurredAt(), one.key()));
        };
    }

    private static Stream<Binding> bound(Badge badge, Catalogue catalogue, Activity activity) {
        return catalogue.bindings().stream()
                .filter(binding -> binding.badge().equals(badge.key())
                        && binding.activity().equals(activity));
    }
}
