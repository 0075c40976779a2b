package org.cairn.pathway;

import org.cairn.platform.InstitutionId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the changes to each institution's catalogue, so that a node knows when its snapshot is old. */
@Component
class JdbcCatalogueVersions {

    private final JdbcClient jdbc;

    JdbcCatalogueVersions(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** Returns 0 before the first change. */
    long current(InstitutionId institution) {
        return jdbc.sql("select version from catalogue_version where institution = ?")
                .param(institution.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Keeps everyone else from changing the catalogue until the caller's transaction ends. */
    void lock(InstitutionId institution) {
        jdbc.sql("insert into catalogue_version (institution, version) values (?, 0) on conflict do nothing")
                .param(institution.value())
                .update();
        jdbc.sql("select version from catalogue_version where institution = ? for update")
                .param(institution.value())
                .query(Long.class)
                .single();
    }

    void grow(InstitutionId institution) {
        jdbc.sql("update catalogue_version set version = version + 1 where institution = ?")
                .param(institution.value())
                .update();
    }
}
