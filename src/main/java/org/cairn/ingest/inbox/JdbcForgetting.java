package org.cairn.ingest.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.PlatformId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes the words out of messages. */
@Component
class JdbcForgetting {

    private static final String EMPTY =
            "update inbox_message set body = '{}', state = 'IGNORED', reason = ? where institution = ?";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcForgetting(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    void empty(InstitutionId institution, Collection<String> keys) {
        List<String> feeds = jdbc.sql("select id from feed where institution = ?")
                .param(institution.value())
                .query((row, number) -> row.getString(1))
                .list();
        List<Object[]> rows = new ArrayList<>();
        feeds.forEach(feed ->
                keys.forEach(key -> rows.add(new Object[] {Parking.ERASED, institution.value(), feed, key})));
        if (!rows.isEmpty()) {
            template.batchUpdate(EMPTY + " and feed = ? and dedupe_key = ?", rows);
        }
    }

    /** Messages that say who somebody is, and in which course: they left no evidence by which they could be found. */
    void emptyAboutPeople(PlatformId platform, String name) {
        String like = "%\"" + name.replaceAll("([\\\\%_])", "\\\\$1") + "\"%";
        jdbc.sql(EMPTY + " and platform = ? and (type like 'user%' or type like 'enrollment%')"
                        + " and body like ? escape '\\'")
                .params(Parking.ERASED, platform.institution().value(), platform.value(), like)
                .update();
    }
}
