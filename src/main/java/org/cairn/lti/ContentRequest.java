package org.cairn.lti;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the platform's picker asks for (LTI Deep Linking 2.0 section 4.4.1).
 *
 * @param returnUrl where the answer is posted to
 * @param data goes back with the answer as it came; null where there was none
 * @param types the content types that may be returned, such as {@code ltiResourceLink}
 * @param multiple whether more than one item may be returned
 * @param lineItems whether an item may bring a column of the gradebook with it
 */
public record ContentRequest(
        String deploymentId,
        URI returnUrl,
        @Nullable String data,
        Set<String> types,
        boolean multiple,
        boolean lineItems) {}
