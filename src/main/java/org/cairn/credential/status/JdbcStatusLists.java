package org.cairn.credential.status;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of status lists. */
@Component
class JdbcStatusLists {

    private final JdbcClient jdbc;

    JdbcStatusLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A list that still has room. */
    record Open(UUID id, int ordinal, int taken) {}

    /** A list as it is served. */
    record Row(
            UUID id,
            InstitutionId institution,
            long edition,
            @Nullable Long signedEdition,
            @Nullable String document) {

        Optional<String> fresh() {
            return signedEdition != null && signedEdition == edition ? Optional.ofNullable(document) : Optional.empty();
        }
    }

    /** The newest list with room, locked until the transaction ends. */
    Optional<Open> lockOpen(InstitutionId institution) {
        return jdbc
                .sql("""
                select id, ordinal, taken from status_list
                where institution = :institution and taken < :size order by ordinal desc for update""")
                .param("institution", institution.value())
                .param("size", Bitstring.SIZE)
                .query((row, index) ->
                        new Open(row.getObject("id", UUID.class), row.getInt("ordinal"), row.getInt("taken")))
                .list()
                .stream()
                .findFirst();
    }

    int lastOrdinal(InstitutionId institution) {
        return jdbc.sql("select coalesce(max(ordinal), 0) from status_list where institution = :institution")
                .param("institution", institution.value())
                .query(Integer.class)
                .single();
    }

    /** Adds an empty list, unless one with that ordinal is already there. */
    void add(InstitutionId institution, UUID id, int ordinal) {
        jdbc.sql("""
                insert into status_list (id, institution, ordinal, taken, edition)
                values (:id, :institution, :ordinal, 0, 1) on conflict do nothing""")
                .param("id", id)
                .param("institution", institution.value())
                .param("ordinal", ordinal)
                .update();
    }

    void taken(UUID list, int taken) {
        jdbc.sql("update status_list set taken = :taken where id = :id")
                .param("taken", taken)
                .param("id", list)
                .update();
    }

    void changed(UUID list) {
        jdbc.sql("update status_list set edition = edition + 1 where id = :id")
                .param("id", list)
                .update();
    }

    Optional<Row> find(UUID list) {
        return jdbc.sql("select id, institution, edition, signed_edition, document from status_list where id = :id")
                .param("id", list)
                .query((row, index) -> new Row(
                        row.getObject("id", UUID.class),
                        new InstitutionId(row.getObject("institution", UUID.class)),
                        row.getLong("edition"),
                        row.getObject("signed_edition", Long.class),
                        row.getString("document")))
                .optional();
    }

    List<Integer> revoked(InstitutionId institution, UUID list) {
        return jdbc.sql("select status_index from credential"
                        + " where institution = :institution and status_list = :list and revoked = true")
                .param("institution", institution.value())
                .param("list", list)
                .query((row, index) -> row.getInt("status_index"))
                .list();
    }

    /** Keeps the document, unless the bits changed since it was made or another node kept one first. */
    boolean sign(UUID list, long edition, String document) {
        return jdbc.sql("""
                update status_list set signed_edition = :edition, document = :document
                where id = :id and edition = :edition and (signed_edition is null or signed_edition < :edition)""")
                        .param("edition", edition)
                        .param("document", document)
                        .param("id", list)
                        .update()
                == 1;
    }
}
