package org.cairn.ingest.canvasapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.pull.Complaints;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;

/** What a reading goes on without, and what of that is complained of at its end. */
final class LeftOut {

    /** So many are more than a few that have just gone. */
    private static final int MANY = 5;

    /** Canvas answers so where there is nothing to be told, such as progress where no module asks for anything. */
    private static final Complaint NOTHING = Complaint.of("canvas.status", 400);

    private final Complaints complaints = new Complaints();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /** @throws Refused when nothing can be asked any more, or not now: the reading cannot go on without it */
    static void check(Refused refused) throws Refused {
        boolean thisAlone = refused.reason() == Reason.NOT_ALLOWED
                || refused.reason() == Reason.NO_COURSE
                || refused.reason() == Reason.UNUSABLE;
        if (!thisAlone || refused.why().contains(CanvasCalls.TOKEN_ENDED)) {
            throw refused;
        }
    }

    static boolean isNothing(Refused refused) {
        return refused.why().contains(NOTHING);
    }

    /** What is not there or not to be seen is left out; a trial tells the administrator so. No trial tells what is broken. */
    void all(String what, Refused refused) throws Refused {
        check(refused);
        if (refused.reason() == Reason.UNUSABLE && !isNothing(refused)) {
            complain(what, leftOut(what), refused);
        }
    }

    /** One alone may have gone since; where many are refused and none is told, it is not that. */
    void one(String what, Refused refused) throws Refused {
        check(refused);
        if (!told.contains(what) && refusals.merge(what, 1, Integer::sum) == MANY) {
            complain(what, leftOut(what), refused);
        }
    }

    /** One was not refused. */
    void told(String what) {
        told.add(what);
        complaints.remove(what);
    }

    /** Canvas told outcomes, and not whether their students may see them. */
    void held(Refused refused) {
        complain("held", Complaint.of("canvas.held"), refused);
    }

    private void complain(String what, Complaint about, Refused refused) {
        List<Complaint> why = new ArrayList<>(List.of(about));
        why.addAll(refused.why());
        complaints.add(what, new Refused(refused.reason(), why, null));
    }

    private static Complaint leftOut(String what) {
        return Complaint.of("canvas.left-out", what);
    }

    /** As it is kept with where the reading stands. */
    String text() {
        return complaints.text();
    }

    void recall(String text) {
        complaints.recall(text);
    }

    /** All is read anew. */
    void forget() {
        complaints.clear();
    }

    /** @throws Refused when something was left out that an administrator should know of: all else was read */
    void complain() throws Refused {
        complaints.raise();
    }
}
