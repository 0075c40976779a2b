package org.cairn.evidence;

import java.util.Collection;
import org.cairn.people.LearnerId;

/** Gives evidence to whom it belongs, when two people who were taken for one are parted. */
public interface Reattribution {

    /** Moves what begins with one of these from one learner to another, in the caller's transaction. */
    void move(LearnerId from, LearnerId into, Collection<String> beginnings);
}
