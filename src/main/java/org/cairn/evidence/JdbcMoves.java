package org.cairn.evidence;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.LearnerId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives what one learner did to another, who is the same person, and remembers that it was so. */
@Component
class JdbcMoves {

    private final JdbcClient jdbc;

    JdbcMoves(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    void remember(LearnerId from, LearnerId into) {
        UUID institution = from.institution().value();
        jdbc.sql("update moved_learner set into_learner = ? where institution = ? and into_learner = ?")
                .params(into.value(), institution, from.value())
                .update();
        jdbc.sql("delete from moved_learner where institution = ? and learner in (?, ?)")
                .params(institution, from.value(), into.value())
                .update();
        jdbc.sql("insert into moved_learner (institution, learner, into_learner) values (?, ?, ?)")
                .params(institution, from.value(), into.value())
                .update();
    }

    /** Who of these has moved, and to whom. */
    Map<UUID, UUID> among(InstitutionId institution, Collection<UUID> learners) {
        Map<UUID, UUID> moved = new LinkedHashMap<>();
        jdbc.sql("select learner, into_learner from moved_learner where institution = :institution"
                        + " and learner in (:learners)")
                .param("institution", institution.value())
                .param("learners", learners)
                .query(row -> {
                    moved.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                });
        return moved;
    }

    void move(InstitutionId institution, UUID from, UUID into) {
        jdbc.sql("delete from evidence where institution = ? and learner = ? and evidence_key in"
                        + " (select evidence_key from evidence where institution = ? and learner = ?)")
                .params(institution.value(), from, institution.value(), into)
                .update();
        jdbc.sql("update evidence set learner = ? where institution = ? and learner = ?")
                .params(into, institution.value(), from)
                .update();
    }
}
