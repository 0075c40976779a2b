package org.cairn.pathway;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.evidence.Activity;
import org.cairn.lti.Course;
import org.cairn.lti.Courses;
import org.cairn.platform.InstitutionId;
import org.springframework.stereotype.Component;

/** This node's snapshots of the catalogues: one per institution, as new as the version it was asked for. */
@Component
class Snapshots {

    private final JdbcBadges badges;
    private final JdbcBindings bindings;
    private final JdbcCatalogueVersions versions;
    private final Courses courses;
    private final Map<InstitutionId, Projection> latest = new ConcurrentHashMap<>();

    Snapshots(JdbcBadges badges, JdbcBindings bindings, JdbcCatalogueVersions versions, Courses courses) {
        this.badges = badges;
        this.bindings = bindings;
        this.versions = versions;
        this.courses = courses;
    }

    Catalogue of(InstitutionId institution) {
        long version = versions.current(institution);
        Projection known = latest.get(institution);
        if (known != null && known.catalogue().version() == version) {
            return known.catalogue();
        }
        Projection loaded = new Projection(load(institution, version));
        latest.put(institution, loaded);
        return loaded.catalogue();
    }

    /** Finds the layout of a catalogue; one of our own snapshots has been laid out already. */
    Projection projection(Catalogue catalogue) {
        for (Projection known : latest.values()) {
            if (isSame(known.catalogue(), catalogue)) {
                return known;
            }
        }
        return new Projection(catalogue);
    }

    @SuppressWarnings("ReferenceEquality") // comparing the contents would cost as much as laying them out again
    private static boolean isSame(Catalogue one, Catalogue other) {
        return one == other;
    }

    /** The version was read first: what changes meanwhile makes the snapshot newer than it says, never older. */
    private Catalogue load(InstitutionId institution, long version) {
        Map<String, Badge> published = Stacks.componentsFirst(badges.published(institution));
        Map<Activity, Activity> settled = new HashMap<>();
        List<Binding> all = bindings.of(institution).stream()
                .map(binding -> new Binding(
                        binding.badge(),
                        binding.milestone(),
                        settled.computeIfAbsent(binding.activity(), this::withOwnCourseId),
                        binding.atLeast()))
                .toList();
        return new Catalogue(version, Collections.unmodifiableMap(published), all);
    }

    /** A binding made before the course's first launch may name it by its LTI context id. */
    private Activity withOwnCourseId(Activity activity) {
        String course = activity.course();
        return course == null
                ? activity
                : courses.find(activity.platform(), course)
                        .map(Course::ownId)
                        .map(own -> new Activity(activity.platform(), own, activity.id()))
                        .orElse(activity);
    }
}
