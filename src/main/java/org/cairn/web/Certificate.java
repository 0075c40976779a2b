package org.cairn.web;

import java.util.List;
import org.cairn.pathway.Badge;
import org.jspecify.annotations.Nullable;

/**
 * What a stranger sees of a credential.
 *
 * @param to the learner's name, as far as it is known
 * @param earned when the last deciding thing happened
 * @param criteria what had to be done, with the dates when it was, but without grades
 * @param notice why it no longer holds, or null
 */
public record Certificate(
        String id,
        String title,
        @Nullable String description,
        String issuer,
        String issuerPath,
        String badgePath,
        @Nullable String to,
        String earned,
        @Nullable String asks,
        List<Row> criteria,
        List<Badge.Skill> skills,
        List<Fact> facts,
        String drawing,
        @Nullable String notice) {

    /** A labelled detail, such as level or credit. */
    public record Fact(String label, String value) {}
}
