package org.cairn.credential.key;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.cairn.platform.InstitutionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of issuer keys, oldest first. */
@Component
class JdbcIssuerKeys {

    private final JdbcClient jdbc;

    JdbcIssuerKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One key; its private part is sealed. */
    record Row(int ordinal, String multikey, byte[] sealed) {}

    List<Row> of(InstitutionId institution) {
        return jdbc.sql("select ordinal, multikey, sealed from issuer_key where institution = :institution"
                        + " order by ordinal")
                .param("institution", institution.value())
                .query((row, index) ->
                        new Row(row.getInt("ordinal"), row.getString("multikey"), row.getBytes("sealed")))
                .list();
    }

    /** Adds the key, unless one with that ordinal is already there. */
    void add(InstitutionId institution, Row key, Instant now) {
        jdbc.sql("""
                insert into issuer_key (institution, ordinal, multikey, sealed, created_at)
                values (:institution, :ordinal, :multikey, :sealed, :now) on conflict do nothing""")
                .param("institution", institution.value())
                .param("ordinal", key.ordinal())
                .param("multikey", key.multikey())
                .param("sealed", key.sealed())
                .param("now", now.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .update();
    }
}
