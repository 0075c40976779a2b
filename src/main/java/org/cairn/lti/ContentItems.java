package org.cairn.lti;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Answers a platform's picker with what it shall embed (LTI Deep Linking 2.0 section 4.5).
 *
 * <p>Each method throws {@link NotAsked} when the launch was not opened to choose content, or when its answer would go
 * to an address that the platform does not vouch for.
 */
public interface ContentItems {

    /** The only type of content that we return: platforms break or drop the others. */
    String LINK = "ltiResourceLink";

    /**
     * Makes the answer that embeds one link.
     *
     * @param message what the platform may show to whoever chose
     */
    Answer answer(Launch launch, ContentItem item, @Nullable String message);

    /** Makes the answer that embeds nothing, with which the picker closes. */
    Answer nothing(Launch launch);

    /**
     * An answer, to be posted by the browser of whoever chose.
     *
     * @param returnUrl where to
     * @param jwt signed; goes in the field {@code JWT}
     */
    record Answer(URI returnUrl, String jwt) {}

    /** Says that nobody asked for content, or not from where the answer would go. */
    final class NotAsked extends RuntimeException {
        public NotAsked(String message) {
            super(message, null, false, false);
        }
    }
}
