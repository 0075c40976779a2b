package org.cairn.pathway;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Activity;
import org.cairn.lti.Course;
import org.cairn.lti.Courses;
import org.cairn.pathway.Pathways.InvalidBadge;
import org.cairn.pathway.Pathways.UnknownBadge;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes bindings: checked against the rule, with the platform's own local ids. */
@Component
class Binder {

    private final JdbcBadges badges;
    private final JdbcBindings bindings;
    private final Platforms platforms;
    private final Courses courses;

    Binder(JdbcBadges badges, JdbcBindings bindings, Platforms platforms, Courses courses) {
        this.badges = badges;
        this.bindings = bindings;
        this.platforms = platforms;
        this.courses = courses;
    }

    /** A binding as it is kept, and whether it says anything new. */
    record Bound(Binding binding, boolean changed) {}

    Bound bind(Badge newest, Binding asked) {
        InstitutionId institution = newest.institution();
        Binding binding = settled(institution, asked);
        List<Badge> versions = versionsWith(newest, binding.milestone());
        List<Binding> existing = bindings.of(institution);
        for (Badge version : versions) {
            BindingCheck.checkAtLeast(version, binding);
            BindingCheck.checkCountedOnce(version, binding, existing);
        }
        Optional<Binding> before =
                existing.stream().filter(other -> isSamePlace(other, binding)).findFirst();
        if (before.isPresent() && isSameShare(before.get().atLeast(), binding.atLeast())) {
            return new Bound(before.get(), false);
        }
        bindings.delete(institution, binding);
        bindings.insert(institution, binding);
        return new Bound(binding, true);
    }

    boolean unbind(InstitutionId institution, Binding binding) {
        return bindings.delete(institution, settled(institution, binding)) || bindings.delete(institution, binding);
    }

    /** A new version may count as two what its bindings serve with one. */
    void checkBindings(Badge badge) {
        List<Binding> existing = bindings.of(badge.institution());
        existing.stream()
                .filter(binding -> binding.badge().equals(badge.key()))
                .forEach(binding -> BindingCheck.checkCountedOnce(badge, binding, existing));
    }

    private Binding settled(InstitutionId institution, Binding binding) {
        PlatformId id = binding.activity().platform();
        Platform platform = platforms
                .find(id)
                .filter(found -> found.id().institution().equals(institution))
                .orElseThrow(() -> new InvalidBadge(Complaint.of("binding.no-platform")));
        Activity activity = Activities.normal(platform.family(), binding.activity());
        String course = activity.course() == null ? null : ownId(id, activity.course());
        BigDecimal atLeast = binding.atLeast();
        return new Binding(
                binding.badge(), binding.milestone(), new Activity(id, course, activity.id()), stripped(atLeast));
    }

    private String ownId(PlatformId platform, String course) {
        return courses.find(platform, course).map(Course::ownId).orElse(course);
    }

    private static @Nullable BigDecimal stripped(@Nullable BigDecimal share) {
        return share == null ? null : share.stripTrailingZeros();
    }

    /** The newest version and the one in force, as far as they have the milestone. */
    private List<Badge> versionsWith(Badge newest, String milestone) {
        Optional<Badge> inForce = badges.published(newest.institution()).stream()
                .filter(badge -> badge.key().equals(newest.key()))
                .findFirst();
        List<Badge> versions = Stream.concat(Stream.of(newest), inForce.stream())
                .filter(badge -> badge.milestones().containsKey(milestone))
                .toList();
        if (versions.isEmpty()) {
            throw new UnknownBadge(Complaint.of("binding.no-milestone", newest.key(), milestone));
        }
        return versions;
    }

    private static boolean isSamePlace(Binding one, Binding other) {
        return one.badge().equals(other.badge())
                && one.milestone().equals(other.milestone())
                && one.activity().equals(other.activity());
    }

    private static boolean isSameShare(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other == null : other != null && one.compareTo(other) == 0;
    }
}
