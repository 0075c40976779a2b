package org.cairn.ingest.canvasapi;

import java.util.List;
import org.cairn.people.LearnerId;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How things of one person looked, by the names that {@link Sights} gives them. */
@Component
class JdbcSights {

    private static final String THEIRS = "delete from pull_seen where institution = ? and feed in"
            + " (select id from feed where institution = ? and platform = ? and kind = 'CANVAS_API') and item like ?";

    private final JdbcClient jdbc;

    JdbcSights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is seen of somebody by this id of Canvas's. */
    void forget(PlatformId platform, String user) {
        for (String item : List.of(
                "%:grade:%:" + user,
                "%:handed-in:%:" + user,
                "%:progress:" + user,
                "%:modules-unread:" + user,
                "%:module-progress:%:" + user,
                "%:outcome:%:" + user + ":%")) {
            forgetItems(platform, item);
        }
    }

    private void forgetItems(PlatformId platform, String item) {
        jdbc.sql(THEIRS)
                .params(platform.institution().value(), platform.institution().value(), platform.value(), item)
                .update();
    }

    /** What is seen of somebody by their enrolments, as long as these are known. */
    void forgetEnrolments(PlatformId platform, LearnerId learner) {
        jdbc
                .sql("select enrolment from heard_enrolment where institution = ? and platform = ? and learner = ?")
                .params(platform.institution().value(), platform.value(), learner.value())
                .query((row, number) -> row.getString(1))
                .list()
                .stream()
                .filter(enrolment -> enrolment.matches("\\d+"))
                .forEach(enrolment -> {
                    forgetItems(platform, "%:enrolment:" + enrolment);
                    forgetItems(platform, "%:course-grade:" + enrolment);
                });
    }
}
