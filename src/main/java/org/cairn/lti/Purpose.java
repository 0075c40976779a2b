package org.cairn.lti;

import org.cairn.people.LearnerId;
import org.jspecify.annotations.Nullable;

/** What a launch is for: which of the platform's links, pickers or gradebook cells opened us. */
public sealed interface Purpose {

    /**
     * Opens the tool.
     *
     * @param embed what the link shows; null for a link without choice, such as the course menu's
     * @param placement where the platform shows us, as Canvas names it; null where it did not say
     */
    record Visit(@Nullable Embed embed, @Nullable String placement) implements Purpose {}

    /** Chooses content for the platform to embed. */
    record Choice(ContentRequest request) implements Purpose {}

    /**
     * Looks at what one student did, from the platform's gradebook (LtiSubmissionReviewRequest).
     *
     * @param student whose submission it is
     */
    record Review(LearnerId student, @Nullable Embed embed) implements Purpose {}
}
