package org.cairn.lti.service;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the sealed tool keys; the generation in a key's name makes that of many nodes one makes it. */
@Component
class JdbcToolKeys {

    /** One row, as it is stored. */
    record Row(
            int generation,
            byte[] sealed,
            Instant madeAt,
            Instant signsFrom,
            @Nullable Instant withdrawnAt) {}

    private final JdbcClient jdbc;

    JdbcToolKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All keys, oldest first. */
    List<Row> all() {
        return jdbc.sql(
                        "select generation, sealed, made_at, signs_from, withdrawn_at from tool_key order by generation")
                .query(JdbcToolKeys::row)
                .list();
    }

    /** Stores the key of a generation; false when another node was first. */
    boolean add(int generation, byte[] sealed, Instant madeAt, Instant signsFrom) {
        return jdbc.sql("insert into tool_key (name, generation, sealed, made_at, signs_from) values (?, ?, ?, ?, ?)"
                                + " on conflict do nothing")
                        .param(generation == 1 ? "first" : "generation " + generation)
                        .param(generation)
                        .param(sealed)
                        .param(madeAt.atOffset(ZoneOffset.UTC))
                        .param(signsFrom.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Withdraws all keys that are older, unless they leave sooner. */
    void withdrawBefore(int generation, Instant at) {
        jdbc.sql("update tool_key set withdrawn_at = ? where generation < ?"
                        + " and (withdrawn_at is null or withdrawn_at > ?)")
                .param(at.atOffset(ZoneOffset.UTC))
                .param(generation)
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(int generation) {
        jdbc.sql("delete from tool_key where generation = ?").param(generation).update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        OffsetDateTime withdrawn = row.getObject("withdrawn_at", OffsetDateTime.class);
        return new Row(
                row.getInt("generation"),
                row.getBytes("sealed"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("signs_from", OffsetDateTime.class).toInstant(),
                withdrawn == null ? null : withdrawn.toInstant());
    }
}
