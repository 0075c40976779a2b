package org.cairn.people;

import java.time.Duration;
import java.util.Optional;
import org.cairn.platform.PlatformId;

/**
 * Codes by which somebody shows that two accounts are theirs: they get one where they are signed in to one platform, and
 * enter it where they are signed in to the other.
 */
public interface LinkCodes {

    /** How long a code is good. */
    Duration LIFETIME = Duration.ofMinutes(10);

    /** Makes a code for whoever is signed in here; the one they had before is no longer good. */
    String make(LearnerId who, PlatformId here);

    /**
     * Says whose code somebody enters, without using it up; empty when it is nobody's of this institution, or their own.
     *
     * @throws TooManyGuesses when this person has entered too many wrong ones
     * @throws Contradicted when something that is known speaks against it: then only an administrator links them
     */
    Optional<Offer> look(LearnerId who, String code);

    /** Links both, once; empty when the code is no longer good. Refused for the same reasons. */
    Optional<LearnerId> confirm(LearnerId who, String code);

    /** Who offers to be linked, and the platform on which they are signed in. */
    record Offer(LearnerId person, PlatformId platform) {}

    /** Says that somebody guesses. */
    final class TooManyGuesses extends RuntimeException {
        public TooManyGuesses() {
            super("Too many codes that are none.");
        }
    }

    /** Says that the two are not one person by what is known of them, whoever showed whichever code. */
    final class Contradicted extends RuntimeException {
        private final TrustedIds.Why why;

        public Contradicted(TrustedIds.Why why) {
            super("What is known of these two speaks against it.");
            this.why = why;
        }

        public TrustedIds.Why why() {
            return why;
        }
    }
}
