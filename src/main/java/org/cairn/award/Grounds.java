package org.cairn.award;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.evidence.Evidence;
import org.cairn.pathway.Badge;
import org.cairn.pathway.BadgeStanding;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.rules.Standing;

/** What all learners of one batch are decided on: read and worked out once, however many they are. */
final class Grounds {

    private record Version(String badge, int number) {}

    private final Pathways pathways;
    private final Catalogue catalogue;
    private final Map<String, List<String>> components = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Map<Version, Optional<Badge>> versions = new HashMap<>();

    Grounds(Pathways pathways, Catalogue catalogue) {
        this.pathways = pathways;
        this.catalogue = catalogue;
        catalogue.badges().values().forEach(badge -> {
            components.put(badge.key(), badge.components());
            named.addAll(badge.components());
        });
    }

    int badges() {
        return catalogue.badges().size();
    }

    List<BadgeStanding> standings(Collection<Evidence> evidence, Instant at) {
        return pathways.standings(catalogue, evidence, at);
    }

    Standing standing(Badge badge, Collection<Evidence> evidence, Instant at) {
        return pathways.standing(catalogue, badge, evidence, at);
    }

    /** The badges that a badge of the catalogue names. */
    List<String> components(Badge badge) {
        return components.getOrDefault(badge.key(), List.of());
    }

    /** Whether any of these is named by another badge, in a version that was asked about, and it could stand otherwise. */
    boolean isComponent(Set<String> badges) {
        return badges.stream().anyMatch(named::contains);
    }

    Optional<Badge> version(Badge badge, int number) {
        return versions.computeIfAbsent(new Version(badge.key(), number), asked -> {
            Optional<Badge> version = pathways.version(badge.institution(), badge.key(), number);
            version.ifPresent(found -> named.addAll(found.components()));
            return version;
        });
    }
}
