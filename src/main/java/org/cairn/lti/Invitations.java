package org.cairn.lti;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;

/**
 * One-time links with which an institution's learning platform registers itself (LTI Dynamic Registration 1.0): whoever
 * holds one may connect one platform to the institution, once and in time.
 */
public interface Invitations {

    /**
     * Makes a link for an institution, which need not exist yet: it comes into being with its first platform.
     *
     * @param platformName what to call the platform; null for the name it gives itself
     * @param invitedBy who asked for the link, to show later
     * @throws IllegalArgumentException naming the field that cannot be accepted
     */
    Made invite(String institution, Family family, @Nullable String platformName, String invitedBy);

    /**
     * Makes a link for an institution that is known.
     *
     * @throws IllegalArgumentException naming the field that cannot be accepted
     */
    Made invite(InstitutionId institution, Family family, @Nullable String platformName, String invitedBy);

    /** The invitation that a link's token belongs to. */
    Optional<Invitation> find(String token);

    /** Finds an invitation by its bare id, whatever its institution: for the operator, who acts for every institution. */
    Optional<Invitation> find(UUID id);

    /** The invitations of the institution of that name, latest first. */
    List<Invitation> of(String institution);

    /** The invitations of an institution, latest first. */
    List<Invitation> of(InstitutionId institution);

    /** Makes the link worthless, and forgets it. */
    void withdraw(Invitation invitation);

    /**
     * An invitation that was just made.
     *
     * @param url the link; it cannot be had again, because only a digest of its token is kept
     */
    record Made(Invitation invitation, String url) {}
}
