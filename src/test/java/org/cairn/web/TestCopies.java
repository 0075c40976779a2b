package org.cairn.web;

import java.util.ArrayList;
import java.util.List;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Copies;
import org.cairn.people.LearnerId;

/** The copies of the test world: what is bound already is not proposed. */
final class TestCopies implements Copies {

    private final TestWorld world;

    TestCopies(TestWorld world) {
        this.world = world;
    }

    @Override
    public boolean isWaiting(CourseId course) {
        return !waiting(course).isEmpty();
    }

    @Override
    public List<Copy> waiting(CourseId course) {
        List<Copy> open = new ArrayList<>();
        for (Copy copy : course.equals(TestWorld.COURSE) ? world.copied : List.<Copy>of()) {
            List<Proposal> left = copy.proposals().stream()
                    .filter(proposal -> world.bindings.stream().noneMatch(bound -> isSame(bound, proposal)))
                    .toList();
            if (!left.isEmpty()) {
                open.add(new Copy(copy.from(), copy.at(), left));
            }
        }
        return open;
    }

    private static boolean isSame(Binding bound, Proposal proposal) {
        Course here = TestWorld.COURSE_565;
        return bound.badge().equals(proposal.original().badge())
                && bound.milestone().equals(proposal.original().milestone())
                && here.ownId().equals(bound.activity().course());
    }

    @Override
    public void decide(CourseId course, CourseId from, LearnerId by) {
        if (course.equals(TestWorld.COURSE)) {
            world.copied.removeIf(copy -> copy.from().id().equals(from));
        }
    }
}
