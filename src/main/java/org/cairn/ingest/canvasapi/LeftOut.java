package org.cairn.ingest.canvasapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;

/** What a reading goes on without, and what of that is complained of at its end. */
final class LeftOut {

    /** So many are more than a few that have just gone. */
    private static final int MANY = 5;

    /** Canvas answers so where there is nothing to be told, such as progress where no module asks for anything. */
    private static final Complaint NOTHING = Complaint.of("canvas.status", 400);

    /** What Canvas did not tell of outcomes that it did tell. */
    static final Complaint HELD = Complaint.of("canvas.held");

    private final Map<Complaint, Refused> complaints = new LinkedHashMap<>();
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
            complain(leftOut(what), refused);
        }
    }

    /** One alone may have gone since; where many are refused and none is told, it is not that. */
    void one(String what, Refused refused) throws Refused {
        check(refused);
        if (!told.contains(what) && refusals.merge(what, 1, Integer::sum) == MANY) {
            complain(leftOut(what), refused);
        }
    }

    /** One was not refused. */
    void told(String what) {
        told.add(what);
        complaints.remove(leftOut(what));
    }

    void complain(Complaint about, Refused refused) {
        complaints.putIfAbsent(about, refused);
    }

    private static Complaint leftOut(String what) {
        return Complaint.of("canvas.left-out", what);
    }

    /** @throws Refused when something was left out that an administrator should know of: all else was read */
    void complain() throws Refused {
        if (complaints.isEmpty()) {
            return;
        }
        List<Complaint> why = new ArrayList<>();
        complaints.forEach((about, refused) -> {
            why.add(about);
            why.addAll(refused.why());
        });
        Reason reason = complaints.values().iterator().next().reason();
        // the course itself is there
        throw new Refused(reason == Reason.NO_COURSE ? Reason.UNUSABLE : reason, why, null);
    }
}
