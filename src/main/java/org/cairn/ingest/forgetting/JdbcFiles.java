package org.cairn.ingest.forgetting;

import java.util.List;
import java.util.UUID;
import org.cairn.ingest.Ingestion;
import org.cairn.platform.InstitutionId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The files that came with messages: each goes with the last message that names it. */
@Component
class JdbcFiles {

    private final JdbcClient jdbc;

    JdbcFiles(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    private record Named(String feed, String key) {}

    /** Drops what only messages that say nothing any more had. */
    void dropErased(InstitutionId institution) {
        jdbc.sql("select distinct o.feed, o.dedupe_key from xapi_attachment_of o join inbox_message m"
                        + " on m.institution = o.institution and m.feed = o.feed and m.dedupe_key = o.dedupe_key"
                        + " where o.institution = ? and m.reason = ?")
                .params(institution.value(), Ingestion.ERASED)
                .query((row, number) -> new Named(row.getString(1), row.getString(2)))
                .list()
                .forEach(named -> drop(institution, named.feed(), named.key()));
    }

    /** Drops what only this message had. */
    void drop(InstitutionId institution, String feed, String key) {
        UUID here = institution.value();
        List<String> hashes = jdbc.sql("select sha2 from xapi_attachment_of"
                        + " where institution = ? and feed = ? and dedupe_key = ?")
                .params(here, feed, key)
                .query((row, number) -> row.getString(1))
                .list();
        if (hashes.isEmpty()) {
            return;
        }
        jdbc.sql("delete from xapi_attachment_of where institution = ? and feed = ? and dedupe_key = ?")
                .params(here, feed, key)
                .update();
        hashes.forEach(hash -> jdbc.sql("delete from xapi_attachment where institution = ? and feed = ? and sha2 = ?"
                        + " and not exists (select 1 from xapi_attachment_of where institution = ? and feed = ?"
                        + " and sha2 = ?)")
                .params(here, feed, hash, here, feed, hash)
                .update());
    }
}
