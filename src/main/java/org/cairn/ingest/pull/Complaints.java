package org.cairn.ingest.pull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;

/**
 * What a reading goes on without and complains of at its end. It is kept with the cursor, for the end may come turns
 * later.
 */
public final class Complaints {

    /** It stands beside a place that may itself be long. */
    private static final int LONGEST = 1_000;

    private final Map<String, Refused> all = new LinkedHashMap<>();

    /** @param what names it, in one line without tabs */
    public void add(String what, Refused refused) {
        all.putIfAbsent(what, refused);
    }

    public void remove(String what) {
        all.remove(what);
    }

    public void clear() {
        all.clear();
    }

    /** @throws Refused when there is something to complain of, though all else was read */
    public void raise() throws Refused {
        if (!all.isEmpty()) {
            List<Complaint> why =
                    all.values().stream().flatMap(one -> one.why().stream()).toList();
            throw new Refused(Reason.LEFT_OUT, why, null);
        }
    }

    /** As it is kept: a line for each sentence, and nothing where there is none. */
    public String text() {
        StringBuilder text = new StringBuilder();
        all.forEach((what, refused) -> refused.why().forEach(why -> {
            String line = what + "\t" + refused.reason() + "\t" + why.text() + "\n";
            text.append(text.length() + line.length() > LONGEST ? "" : line);
        }));
        return text.toString();
    }

    /** Reads what was kept; lines that are none are passed over. */
    public void recall(String text) {
        Map<String, List<Complaint>> why = new LinkedHashMap<>();
        Map<String, Reason> reasons = new LinkedHashMap<>();
        text.lines().map(line -> line.split("\t", 3)).filter(Complaints::isOne).forEach(line -> {
            why.computeIfAbsent(line[0], what -> new ArrayList<>()).addAll(Complaint.read(line[2]));
            reasons.put(line[0], Reason.valueOf(line[1]));
        });
        reasons.forEach((what, reason) -> add(what, new Refused(reason, why.getOrDefault(what, List.of()), null)));
    }

    private static boolean isOne(String[] line) {
        return line.length == 3
                && List.of(Reason.values()).stream()
                        .anyMatch(reason -> reason.name().equals(line[1]));
    }
}
