package org.cairn.lti;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The platform's services for one course, as a launch told of them: what it leaves out was not granted.
 *
 * @param memberships where the roster is (NRPS)
 * @param lineItems where the columns of the gradebook are (AGS)
 * @param lineItem the one column that belongs to the launched link; null where it has none or several
 * @param gradeScopes the AGS scopes that were granted
 * @param notices where notices are subscribed to (PNS)
 * @param noticeTypes the notices that may be subscribed to
 */
public record Services(
        @Nullable URI memberships,
        @Nullable URI lineItems,
        @Nullable URI lineItem,
        Set<String> gradeScopes,
        @Nullable URI notices,
        Set<String> noticeTypes) {

    public static final Services NONE = new Services(null, null, null, Set.of(), null, Set.of());
}
