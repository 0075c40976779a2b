package org.cairn.pathway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cairn.evidence.KnownActivity;
import org.cairn.lti.Course;
import org.cairn.pathway.Copies.Proposal;
import org.cairn.pathway.Copies.Why;

/**
 * Finds in a copied course what the bindings of the original point to. Columns keep their resource id in a copy
 * (Assignment and Grade Services 2.0 section 3.1.7); everything else gets a new id, so its origin or its title must tell.
 *
 * @param there the activities of the original
 * @param here the activities of the copy
 */
record Remapping(List<KnownActivity> there, Course copy, List<KnownActivity> here) {

    /**
     * What can be taken over, without what is bound here already.
     *
     * @param bindings of the original
     * @param existing of the copy
     */
    List<Proposal> of(List<Binding> bindings, List<Binding> existing) {
        List<Proposal> proposals = new ArrayList<>();
        Set<Binding> proposed = new HashSet<>();
        for (Binding binding : bindings) {
            Proposal proposal = propose(binding);
            String activity = proposal.activity();
            boolean isNew = activity == null
                    ? isMissing(binding, bindings, existing)
                    : !isBound(proposal.as(copy, activity), existing) && proposed.add(proposal.as(copy, activity));
            if (isNew) {
                proposals.add(proposal);
            }
        }
        return proposals;
    }

    private Proposal propose(Binding binding) {
        String id = binding.activity().id();
        String title = titled(id).map(KnownActivity::title).orElse(id);
        if (Activities.isWholeCourse(id) || id.startsWith("line-item:")) {
            return new Proposal(binding, title, id, Why.SAME_NAME);
        }
        List<KnownActivity> copies = here.stream()
                .filter(activity -> id.equals(activity.copiedFrom()))
                .toList();
        Optional<KnownActivity> copied =
                copies.size() == 1 ? Optional.of(copies.getFirst()) : onlyOne(copies, isTitled(title));
        if (copied.isPresent()) {
            return new Proposal(binding, title, copied.get().activity().id(), Why.COPIED);
        }
        return sameTitle(id)
                .map(found -> new Proposal(binding, title, found.activity().id(), Why.SAME_TITLE))
                .orElseGet(() -> new Proposal(binding, title, null, Why.UNKNOWN));
    }

    /** One and only one of the type has the title, there as well as here: two quizzes of one name are no answer. */
    private Optional<KnownActivity> sameTitle(String id) {
        return titled(id)
                .map(KnownActivity::title)
                .filter(title ->
                        onlyOne(there, isTitled(title).and(isOfType(id))).isPresent())
                .flatMap(title -> onlyOne(here, isTitled(title).and(isOfType(id))));
    }

    private Optional<KnownActivity> titled(String id) {
        return there.stream()
                .filter(activity -> activity.activity().id().equals(id))
                .findFirst();
    }

    private static Optional<KnownActivity> onlyOne(List<KnownActivity> activities, Predicate<KnownActivity> wanted) {
        List<KnownActivity> found = activities.stream().filter(wanted).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static Predicate<KnownActivity> isTitled(String title) {
        return activity -> plain(activity.title()).equals(plain(title));
    }

    private static Predicate<KnownActivity> isOfType(String id) {
        return activity -> type(activity.activity().id()).equals(type(id));
    }

    private static String plain(String title) {
        return title.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private static String type(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? id : id.substring(0, colon);
    }

    private static boolean isBound(Binding wanted, List<Binding> existing) {
        return existing.stream()
                .anyMatch(other -> isSameMilestone(other, wanted)
                        && other.activity().id().equals(wanted.activity().id()));
    }

    /** Where nothing could be told, a milestone that has as many activities here as there is served. */
    private static boolean isMissing(Binding binding, List<Binding> bindings, List<Binding> existing) {
        return count(existing, binding) < count(bindings, binding);
    }

    private static long count(List<Binding> bindings, Binding like) {
        return bindings.stream().filter(other -> isSameMilestone(other, like)).count();
    }

    private static boolean isSameMilestone(Binding one, Binding other) {
        return one.badge().equals(other.badge()) && one.milestone().equals(other.milestone());
    }
}
