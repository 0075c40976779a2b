package org.cairn.ingest.moodle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.ingest.pull.Complaints;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Asks what can be asked, and goes without the rest: a service that lacks one function still tells what the others know.
 * What was refused is complained of at the end.
 */
final class Asking {

    /** What nobody has in this course need not be asked for each student. */
    private static final Set<String> FOR_ALL = Set.of("completionnotenabled", "nocriteriaset");

    private final Site site;
    private final Set<String> closed = new HashSet<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Map<String, Refused> unanswered = new LinkedHashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final Complaints complaints = new Complaints();
    private boolean tracksNothing;

    /**
     * Leaving functions out of the service is a choice, as long as one is left.
     *
     * @param missing the functions that the service does not offer
     */
    Asking(Site site, List<String> missing) {
        this.site = site;
        closed.addAll(missing);
        if (closed.containsAll(Functions.OF_ACHIEVEMENTS)) {
            Functions.OF_ACHIEVEMENTS.forEach(one -> complaints.add(one, new Fault(one, "accessexception").refused()));
        }
    }

    boolean isOpen(String function) {
        return !closed.contains(function);
    }

    /** Asks; the answer is missing where there is none, and the reading goes on. */
    JsonNode of(String function, Map<String, String> parameters) throws Refused {
        try {
            return ofMuch(function, parameters);
        } catch (Site.TooMuch e) {
            if (!e.isLong()) {
                throw e.refused();
            }
            complain(function, e.refused());
            return MissingNode.getInstance();
        }
    }

    /** Asks for what may be too much for one answer. */
    JsonNode ofMuch(String function, Map<String, String> parameters) throws Refused, Site.TooMuch {
        if (closed.contains(function)) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode answer = site.ask(function, parameters);
            refusals.remove(function);
            complaints.remove(function);
            answered.add(function);
            return answer;
        } catch (Fault e) {
            refused(function, parameters, e);
            return MissingNode.getInstance();
        }
    }

    /** Notes something to complain of at the end. */
    void complain(String function, Refused refused) {
        complaints.add(function, refused);
    }

    /** Remembers what earlier turns of this reading were refused, from where it stands. */
    void recall(String cursor) {
        complaints.recall(cursor);
    }

    /** Where the reading stands, and what it was refused so far. */
    String standing(Place place) {
        return place.isStart() ? place.text() : (place.text() + "\n" + complaints.text()).strip();
    }

    /** Notes whether any activity is tracked: if none is, Moodle refuses completion as if one might not see it. */
    void tracks(boolean anything) {
        tracksNothing = !anything;
    }

    private void refused(String function, Map<String, String> parameters, Fault fault) throws Refused {
        if (fault.endsEverything()) {
            throw fault.refused();
        }
        if (tracksNothing && fault.is(Fault.NOT_SHOWN)) {
            closed.add(function);
            return;
        }
        if (FOR_ALL.stream().anyMatch(fault::is)) {
            closed.add(function);
            return;
        }
        boolean aboutOne = Ids.isOne(parameters.getOrDefault("userid", "0"));
        if (aboutOne && fault.meansNothing()) {
            return;
        }
        Reason reason = fault.refused().reason();
        if (!aboutOne && reason == Reason.NO_COURSE) {
            throw fault.refused();
        }
        // a single student may be refused: one who has just left, or whose account is gone
        Refused refused = new Refused(reason, fault.why());
        if (!aboutOne || refusals.merge(function, 1, Integer::sum) >= CourseReading.MOST_REFUSALS) {
            closed.add(function);
            complain(function, refused);
        } else {
            unanswered.putIfAbsent(function, refused);
        }
    }

    /** Everybody has been asked for: what was refused for each of them is complained of, however few they are. */
    void askedAll() {
        unanswered.keySet().removeAll(answered);
        unanswered.forEach(complaints::add);
    }

    /** @throws Refused when something could not be asked: all else was read */
    void complain() throws Refused {
        complaints.raise();
    }
}
