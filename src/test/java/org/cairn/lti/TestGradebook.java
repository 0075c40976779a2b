package org.cairn.lti;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;

/** A gradebook in memory, for the tests of other rooms: what it was told can be read. */
public final class TestGradebook implements Gradebook {

    public final Set<String> badges = new HashSet<>();
    public final List<Progress> reported = new ArrayList<>();
    public final List<Column> columns = new ArrayList<>();
    public final List<String> asked = new ArrayList<>();
    public final Set<LearnerId> unreportable = new HashSet<>();
    public Offer offer = Offer.COLUMNS;

    @Override
    public Set<String> badges(InstitutionId institution) {
        return badges;
    }

    @Override
    public void report(InstitutionId institution, Collection<Progress> progress) {
        progress.forEach(one -> {
            if (unreportable.contains(one.learner())) {
                throw new IllegalStateException("no progress of this one");
            }
        });
        reported.addAll(progress);
    }

    @Override
    public void keep(CourseId course, String badge, String title) {
        asked.add("keep %s %s".formatted(badge, title));
    }

    @Override
    public void stop(CourseId course, String badge) {
        asked.add("stop " + badge);
    }

    @Override
    public void retry(CourseId course, String badge) {
        asked.add("retry " + badge);
    }

    @Override
    public List<Column> columns(CourseId course) {
        return columns.stream().filter(column -> column.course().equals(course)).toList();
    }

    @Override
    public Offer offer(CourseId course) {
        return offer;
    }
}
