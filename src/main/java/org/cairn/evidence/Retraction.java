package org.cairn.evidence;

import java.util.Collection;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;

/** Takes what was made of a message out of the record, because that message is about to be understood anew. */
public interface Retraction {

    /**
     * Removes what was made of a message for these learners and marks them to be looked at again; joins the caller's
     * transaction, in which the message says what it says now.
     *
     * @param message the key of the message, in front of the colon of its evidence's keys
     */
    void retract(InstitutionId institution, String message, Collection<LearnerId> whose);
}
