package org.cairn.practice.lti;

import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.Tool;
import org.jspecify.annotations.Nullable;

/**
 * A launch: who opens which tool, from where, and what for.
 *
 * @param course null outside of courses
 */
public record Launching(
        Campus campus, Tool tool, Person person, @Nullable Course course, Errand errand) {

    /** Where the tool is asked to lead: a link's own address, a placement's, or the tool's. */
    public String target() {
        return switch (errand) {
            case Errand.Menu menu -> target(menu.placement());
            case Errand.Open open ->
                open.link().url() == null ? tool.target() : open.link().url();
            case Errand.Pick pick -> target(pick.placement());
            case Errand.Review review ->
                review.column().reviewUrl() == null
                        ? tool.target()
                        : review.column().reviewUrl();
        };
    }

    public String message() {
        return switch (errand) {
            case Errand.Menu menu -> Tool.OPEN;
            case Errand.Open open -> Tool.OPEN;
            case Errand.Pick pick -> Tool.PICK;
            case Errand.Review review -> "LtiSubmissionReviewRequest";
        };
    }

    /** The link that is launched, or under which the column stands. */
    @Nullable
    public Link link() {
        return switch (errand) {
            case Errand.Menu menu -> null;
            case Errand.Open open -> open.link();
            case Errand.Pick pick -> null;
            case Errand.Review review -> {
                Long id = review.column().link();
                yield id == null ? null : campus.links().find(id).orElse(null);
            }
        };
    }

    private String target(String placement) {
        return tool.at(placement).map(Tool.Message::target).orElse(tool.target());
    }
}
