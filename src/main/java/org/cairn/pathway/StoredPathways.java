package org.cairn.pathway;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.LookAgain;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.rules.Rule;
import org.cairn.rules.Standing;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The door: the catalogue in the database, and standings computed from the evidence whenever they are asked for. */
@Component
class StoredPathways implements Pathways {

    private final JdbcBadges badges;
    private final JdbcBindings bindings;
    private final JdbcCatalogueVersions versions;
    private final Snapshots snapshots;
    private final Binder binder;
    private final Embeddings embeddings;
    private final Courses courses;
    private final EvidenceLog evidenceLog;
    private final LookAgain lookAgain;
    private final TransactionTemplate transactions;
    private final Clock clock;

    StoredPathways(
            JdbcBadges badges,
            JdbcBindings bindings,
            JdbcCatalogueVersions versions,
            Snapshots snapshots,
            Binder binder,
            Embeddings embeddings,
            Courses courses,
            EvidenceLog evidenceLog,
            LookAgain lookAgain,
            TransactionTemplate transactions,
            Clock clock) {
        this.badges = badges;
        this.bindings = bindings;
        this.versions = versions;
        this.snapshots = snapshots;
        this.binder = binder;
        this.embeddings = embeddings;
        this.courses = courses;
        this.evidenceLog = evidenceLog;
        this.lookAgain = lookAgain;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public List<Badge> put(InstitutionId institution, String yaml) throws BadDocument {
        List<BadgeReader.Read> read = BadgeReader.readAll(institution, yaml);
        return changing(
                institution,
                () -> read.stream().map(each -> store(institution, each)).toList());
    }

    private Badge store(InstitutionId institution, BadgeReader.Read read) {
        Optional<Badge> last = badges.newest(institution, read.badge().key());
        if (last.isPresent() && last.get().saysTheSameAs(read.badge())) {
            return last.get();
        }
        Badge draft = read.badge().as(last.map(Badge::version).orElse(0) + 1, Badge.State.DRAFT);
        badges.insert(draft, read.text(), clock.instant());
        return draft;
    }

    @Override
    public Badge publish(InstitutionId institution, String key) {
        return changing(institution, () -> {
            Badge badge = badges.newest(institution, key).orElseThrow(() -> noBadge(key));
            if (badge.state() == Badge.State.PUBLISHED) {
                return badge;
            }
            Set<String> known =
                    badges.newest(institution).stream().map(Badge::key).collect(toSet());
            Map<String, Badge> published =
                    badges.published(institution).stream().collect(toMap(Badge::key, identity()));
            Stacks.checkPublishable(badge, published, known);
            binder.checkBindings(badge);
            badges.publish(badge, clock.instant());
            versions.grow(institution);
            lookAgain.atEveryone(institution);
            return badge.as(badge.version(), Badge.State.PUBLISHED);
        });
    }

    @Override
    public Binding bind(InstitutionId institution, Binding binding) {
        return changing(institution, () -> {
            Badge badge = badges.newest(institution, binding.badge()).orElseThrow(() -> noBadge(binding.badge()));
            Binder.Bound bound = binder.bind(badge, binding);
            if (bound.changed()) {
                bindingsChanged(institution, binding.badge());
            }
            return bound.binding();
        });
    }

    @Override
    public boolean unbind(InstitutionId institution, Binding binding) {
        return changing(institution, () -> {
            boolean removed = binder.unbind(institution, binding);
            if (removed) {
                bindingsChanged(institution, binding.badge());
            }
            return removed;
        });
    }

    /** The bindings of a draft change nobody's standing: publishing it will. */
    private void bindingsChanged(InstitutionId institution, String badge) {
        versions.grow(institution);
        if (badges.published(institution).stream().anyMatch(each -> each.key().equals(badge))) {
            lookAgain.atEveryone(institution);
        }
    }

    private <T> T changing(InstitutionId institution, Supplier<T> change) {
        return Objects.requireNonNull(transactions.execute(status -> {
            versions.lock(institution);
            return change.get();
        }));
    }

    private static UnknownBadge noBadge(String key) {
        return new UnknownBadge(Complaint.of("binding.no-badge", key));
    }

    @Override
    public List<Binding> bindings(InstitutionId institution) {
        return bindings.of(institution);
    }

    @Override
    public List<Binding> bindings(CourseId course) {
        return courses.find(course)
                .map(found -> bindings.of(course.institution()).stream()
                        .filter(binding -> isIn(found, binding))
                        .toList())
                .orElse(List.of());
    }

    private static boolean isIn(Course course, Binding binding) {
        String bound = binding.activity().course();
        return binding.activity().platform().equals(course.platform())
                && bound != null
                && (bound.equals(course.ownId()) || bound.equals(course.contextId()));
    }

    @Override
    public List<Badge> badges(InstitutionId institution) {
        return badges.newest(institution);
    }

    @Override
    public Optional<Badge> version(InstitutionId institution, String key, int version) {
        return badges.version(institution, key, version);
    }

    @Override
    public Catalogue catalogue(InstitutionId institution) {
        return snapshots.of(institution);
    }

    @Override
    public List<BadgeStanding> standings(Catalogue catalogue, Collection<Evidence> evidence, Instant at) {
        return snapshots.projection(catalogue).standings(evidence, at);
    }

    @Override
    public Standing standing(Catalogue catalogue, Badge badge, Collection<Evidence> evidence, Instant at) {
        return snapshots.projection(catalogue).standing(badge, evidence, at);
    }

    @Override
    public List<BadgeStanding> standings(LearnerId learner) {
        return standings(learner.institution(), List.of(learner)).getOrDefault(learner, List.of());
    }

    @Override
    public Map<LearnerId, List<BadgeStanding>> standings(InstitutionId institution, Collection<LearnerId> learners) {
        Catalogue catalogue = catalogue(institution);
        Instant now = clock.instant();
        Map<LearnerId, List<BadgeStanding>> standings = new LinkedHashMap<>();
        evidenceLog
                .of(institution, learners)
                .forEach((learner, evidence) ->
                        standings.put(learner, standings(catalogue, evidence, Pathways.asOf(now, evidence))));
        return standings;
    }

    @Override
    public List<Badge> badgesIn(CourseId course) {
        Catalogue catalogue = catalogue(course.institution());
        Optional<Course> found = courses.find(course);
        Set<String> here = catalogue.bindings().stream()
                .filter(binding -> found.isPresent() && isIn(found.get(), binding))
                .map(Binding::badge)
                .collect(toSet());
        embeddings.in(course).stream()
                .flatMap(key -> catalogue.badge(key).stream())
                .forEach(badge -> here.addAll(Stacks.withComponents(catalogue.badges(), badge)));
        Set<String> wanted = Stacks.withStacksAbove(catalogue.badges(), here);
        List<Badge> badgesHere = new ArrayList<>(catalogue.badges().values());
        badgesHere.removeIf(badge -> !wanted.contains(badge.key()));
        return badgesHere;
    }

    @Override
    public boolean countsIn(CourseId course, Badge badge) {
        Catalogue catalogue = catalogue(course.institution());
        Set<String> parts = Stacks.withComponents(catalogue.badges(), badge);
        boolean confirmed = parts.stream()
                .flatMap(key -> catalogue.badge(key).stream())
                .flatMap(part -> part.rule().leaves())
                .anyMatch(Rule.Attested.class::isInstance);
        return confirmed || bindings(course).stream().anyMatch(binding -> parts.contains(binding.badge()));
    }
}
