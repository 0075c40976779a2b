package org.cairn.web.instructor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.cairn.evidence.Evidence;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;

/** Counts how many of a class meet a milestone, or would if one more activity were bound to it. Changes nothing. */
final class Rehearsal {

    private final Pathways pathways;
    private final Catalogue catalogue;
    private final Badge badge;
    private final List<Binding> bound;
    private final Collection<List<Evidence>> students;
    private final Instant now;

    Rehearsal(Pathways pathways, Catalogue catalogue, Badge badge, Collection<List<Evidence>> students, Instant now) {
        this.pathways = pathways;
        this.catalogue = catalogue;
        this.bound = catalogue.bindings().stream()
                .filter(binding -> binding.badge().equals(badge.key()))
                .toList();
        this.badge = badge;
        this.students = students;
        this.now = now;
    }

    /** How many meet the milestone as things are. */
    long now(String milestone) {
        return count(milestone, bound);
    }

    /** How many would meet it through this binding alone. */
    long with(Binding binding) {
        List<Binding> bindings = new ArrayList<>(bound);
        bindings.removeIf(other -> other.milestone().equals(binding.milestone()));
        bindings.add(binding);
        return count(binding.milestone(), bindings);
    }

    private long count(String milestone, List<Binding> bindings) {
        Catalogue trial = new Catalogue(catalogue.version(), Map.of(badge.key(), badge), bindings);
        return students.stream()
                .filter(evidence -> pathways.standings(trial, evidence, now).stream()
                        .flatMap(standing -> Leaves.of(standing.standing()))
                        .anyMatch(leaf -> leaf.met() && milestone.equals(Leaves.milestone(leaf.rule()))))
                .count();
    }
}
