package org.cairn.ingest.upload;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.reading.Times;
import org.cairn.ingest.upload.Cells.Wrong;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Begins the events of rows with what all of them say, who and when, and gives them their ids at the end.
 *
 * @param digest of the file
 * @param now when the file was shown
 * @param zone of times that stand without one
 */
record RowEvents(Headings headings, String digest, Instant now, ZoneId zone) {

    /** How far the clock of whoever wrote the file may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** One thing that a row says. */
    record Said(
            String named,
            RowType type,
            String about,
            @Nullable String value,
            @Nullable Instant at,
            ObjectNode event) {}

    /** An event that is being written, about somebody whom the file names so. */
    record Draft(ObjectNode event, RowType type, String named) {}

    Draft begin(Csv.Line line, RowType type) throws Wrong {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", type.code());
        event.put("time", time(line).toString());
        String named = Who.write(event, headings, line);
        if (named.isEmpty()) {
            throw new Wrong(Complaint.of("row.nobody"));
        }
        return new Draft(event, type, named);
    }

    private Instant time(Csv.Line line) throws Wrong {
        String time = headings.cell(line, "time");
        Instant at = time.isEmpty() ? now : Cells.time(time, zone);
        if (at.isAfter(now.plus(AHEAD))) {
            throw new Wrong(Complaint.of("cell.future", Cells.shown(time)));
        }
        if (Times.tooEarly(at)) {
            throw new Wrong(Complaint.of("cell.too-early", Cells.shown(time)));
        }
        return at;
    }

    /** A row without a time of its own is the same one in the same file only. */
    Said end(Csv.Line line, Draft draft, String about, @Nullable String value) {
        ObjectNode event = draft.event();
        boolean timed = !headings.cell(line, "time").isEmpty();
        String like = timed ? event.toString() : digest + event.deepCopy().without("time");
        event.put("id", "csv:" + Tokens.digest(like).substring(0, 40));
        Instant at = timed ? Instant.parse(event.path("time").stringValue()) : null;
        return new Said(draft.named(), draft.type(), about, value, at, event);
    }
}
