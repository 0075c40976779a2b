package org.cairn.ingest.upload;

import java.math.BigDecimal;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.upload.Cells.Wrong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes the points of a row into its event. */
final class Points {

    private Points() {}

    /** Answers them in the words of the file, as {@code 8.5 / 10}. */
    static String put(ObjectNode event, String points, @Nullable String possible) throws Wrong {
        ObjectNode score = event.putObject("score");
        String number = Cells.number(points);
        score.put("points", number);
        if (number.endsWith("%")) {
            return number;
        }
        if (possible == null) {
            throw new Wrong(Complaint.of("row.no-possible"));
        }
        String most = Cells.number(possible);
        if (most.endsWith("%") || new BigDecimal(most).signum() <= 0) {
            throw new Wrong(Complaint.of("cell.impossible", Cells.shown(possible)));
        }
        score.put("possible", most);
        return number + " / " + most;
    }
}
