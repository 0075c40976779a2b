package org.cairn.ingest.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.cairn.database.Columns;
import org.cairn.ingest.FeedKind;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * A waiting message as it lies in the inbox.
 *
 * @param again true where it was read before: what it said then is taken back
 * @param rulesAt the moment whose rules it was read by before it was put back here; null where those count that stand now
 */
public record Stored(
        PlatformId platform,
        String feed,
        FeedKind kind,
        String key,
        String type,
        String body,
        Instant receivedAt,
        int tries,
        boolean again,
        @Nullable Instant rulesAt) {

    /** The columns of the inbox that {@link #read} reads. */
    public static final String COLUMNS =
            "platform, feed, kind, dedupe_key, type, body, received_at, tries, again, rules_at";

    /** Reads one from a row with these columns. */
    public static Stored read(ResultSet row, InstitutionId institution) throws SQLException {
        return new Stored(
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                row.getString("feed"),
                FeedKind.valueOf(row.getString("kind")),
                row.getString("dedupe_key"),
                row.getString("type"),
                row.getString("body"),
                Columns.instant(row, "received_at"),
                row.getInt("tries"),
                row.getBoolean("again"),
                Columns.instantOrNull(row, "rules_at"));
    }
}
