package org.cairn.lti;

import org.cairn.database.Text;
import org.jspecify.annotations.Nullable;

/**
 * A link to be embedded in a course (LTI Deep Linking 2.0 section 3.2, {@code ltiResourceLink}).
 *
 * @param title at most 255 characters: what platforms keep
 * @param text what the link is for; null for nothing
 * @param graded whether the link brings a column of the gradebook with it; only for a badge, and only where the platform
 *     takes one
 */
public record ContentItem(
        Embed embed, String title, @Nullable String text, boolean graded) {

    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_TEXT = 1000;

    public ContentItem {
        String clean = Text.clean(title, LONGEST_TITLE);
        if (clean == null) {
            throw new IllegalArgumentException("A link needs a title.");
        }
        title = clean;
        text = Text.clean(text, LONGEST_TEXT);
    }
}
