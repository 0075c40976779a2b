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

    /** Messages that were changed by hand, as they were before: of those that say nothing any more nothing stays. */
    void dropOriginals(InstitutionId institution) {
        jdbc.sql("delete from message_before where institution = ? and exists (select 1 from inbox_message m"
                        + " where m.institution = message_before.institution and m.feed = message_before.feed"
                        + " and m.dedupe_key = message_before.dedupe_key and m.reason = ?)")
                .params(institution.value(), Parking.ERASED)
                .update();
    }

    /** Originals that name somebody in whatever way, also where the message was changed to be about another. */
    void dropOriginalsAbout(PlatformId platform, String name) {
        jdbc.sql("delete from message_before where institution = ? and feed in (select id from feed"
                        + " where institution = ? and platform = ?) and body like ? escape '\\'")
                .params(platform.institution().value(), platform.institution().value(), platform.value(), like(name))
                .update();
    }

    /** What came later under the id of a message that says nothing any more. */
    void dropConflicts(InstitutionId institution) {
        jdbc.sql("delete from message_conflict where institution = ? and exists (select 1 from inbox_message m"
                        + " where m.institution = message_conflict.institution and m.feed = message_conflict.feed"
                        + " and m.dedupe_key = message_conflict.dedupe_key and m.reason = ?)")
                .params(institution.value(), Parking.ERASED)
                .update();
    }

    /** What came later under the id of a message about somebody else, and names this one. */
    void dropConflictsAbout(PlatformId platform, String name) {
        jdbc.sql("delete from message_conflict where institution = ? and feed in (select id from feed"
                        + " where institution = ? and platform = ?) and body like ? escape '\\'")
                .params(platform.institution().value(), platform.institution().value(), platform.value(), like(name))
                .update();
    }

    /** Messages that say who somebody is, and in which course: they left no evidence by which they could be found. */
    void emptyAboutPeople(PlatformId platform, String name) {
        jdbc.sql(EMPTY + " and platform = ? and (type like 'user%' or type like 'enrollment%')"
                        + " and body like ? escape '\\'")
                .params(Parking.ERASED, platform.institution().value(), platform.value(), like(name))
                .update();
    }

    private static String like(String name) {
        return "%\"" + name.replaceAll("([\\\\%_])", "\\\\$1") + "\"%";
    }
}
