package org.cairn.people;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.platform.InstitutionId;

/** Forgets people for good, and drops what platforms still say of them. */
public interface Erasures {

    /**
     * Erases a person with all accounts, evidence and awards. Their credentials stay as a number in the status list, so
     * that the holder's own copies verify on. Who launches again begins anew.
     *
     * @param by {@code operator} or the id of the administrator
     * @throws Links.NotPossible when there is no such person
     */
    void erase(LearnerId person, String by);

    /** Who was erased last, by numbers only. */
    List<Erased> last(InstitutionId institution, int most);

    /**
     * One erasure.
     *
     * @param dropped how many messages and roster entries about them came since
     */
    record Erased(UUID id, String by, Instant at, long dropped) {}
}
