package org.cairn.lti.service;

import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where launches that were let in said that a platform's services are. */
@Component
class JdbcServiceHosts {

    private final JdbcClient jdbc;

    JdbcServiceHosts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Says whether the roster of a course of this platform is on the server of which URLs begin so. */
    boolean isKnown(PlatformId platform, String beginning) {
        return jdbc.sql("select 1 from course where institution = ? and platform = ?"
                        + " and substring(memberships_url from 1 for ?) = ? limit 1")
                .param(platform.institution().value())
                .param(platform.value())
                .param(beginning.length())
                .param(beginning)
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
