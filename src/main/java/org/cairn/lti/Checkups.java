package org.cairn.lti;

import java.util.List;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** Tells whether a registration works: by what happened, and by trying it now. */
public interface Checkups {

    /**
     * Fetches the platform's keys and asks it for a token per service, and notes how that went; waits for it a dozen
     * seconds at most, then it goes on by itself.
     */
    Outcome check(PlatformId platform);

    /** Begins the first check of a platform in the background; does nothing when it was checked already. */
    void begin(PlatformId platform);

    /** What we had to do with a platform, in the order of the kinds. */
    List<Contact> contacts(PlatformId platform);

    /** What we had to do with all platforms of an institution. */
    List<Contact> contacts(InstitutionId institution);

    /** Notes that something worked or did not; cheap, and written down at most once a minute while nothing changes. */
    void note(PlatformId platform, Contact.Kind kind, boolean good, @Nullable String detail);

    /** What became of the wish for a check. */
    enum Outcome {
        /** Done; the contacts tell how it went. */
        DONE,
        /** The platform is slow: the contacts tell soon. */
        UNDER_WAY,
        /** Checked a moment ago: the contacts still tell. */
        TOO_SOON
    }
}
