package org.cairn.award;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Keeps in mind whose facts could not be evaluated. */
@Component
class JdbcFailedLooks {

    private final JdbcClient jdbc;

    JdbcFailedLooks(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    void add(FailedLook failed) {
        remove(failed.learner().institution(), List.of(failed.learner()));
        jdbc.sql("insert into look_failed (institution, learner, reason, failed_at) values (?, ?, ?, ?)"
                        + " on conflict do nothing")
                .params(
                        failed.learner().institution().value(),
                        failed.learner().value(),
                        failed.reason(),
                        failed.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    void remove(InstitutionId institution, Collection<LearnerId> learners) {
        // one statement for however many they are, so that its plan is kept
        jdbc.sql("delete from look_failed where institution = ? and learner in"
                        + " (select wanted from unnest(cast(? as uuid array)) as asked(wanted))")
                .param(institution.value())
                .param(new SqlArrayValue(
                        "uuid", learners.stream().map(LearnerId::value).toArray()))
                .update();
    }

    List<FailedLook> of(InstitutionId institution) {
        return jdbc.sql("select learner, reason, failed_at from look_failed where institution = ?"
                        + " order by failed_at desc, learner")
                .param(institution.value())
                .query((row, number) -> new FailedLook(
                        new LearnerId(institution, row.getObject(1, UUID.class)),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
    }
}
