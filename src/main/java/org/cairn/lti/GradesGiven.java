package org.cairn.lti;

import java.math.BigDecimal;
import java.util.List;
import org.cairn.people.LearnerId;
import org.jspecify.annotations.Nullable;

/**
 * Says, within the transaction that notes it, that people gave grades in a column that Cairn owns; what Cairn wrote
 * itself is not among them.
 */
public record GradesGiven(CourseId course, String badge, List<Grade> grades) {

    /**
     * One grade.
     *
     * @param points null when the grade was taken back
     * @param possible above 0
     * @param revision counts the changes of this learner's grade
     */
    public record Grade(LearnerId learner, @Nullable BigDecimal points, BigDecimal possible, int revision) {}
}
