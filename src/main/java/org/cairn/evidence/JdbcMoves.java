package org.cairn.evidence;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.people.LearnerId;
import org.cairn.people.LearnersMerged;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Gives what one learner did to another, who is the same person, and remembers under which account it came. */
@Component
class JdbcMoves {

    private final JdbcClient jdbc;

    JdbcMoves(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * From one learner to another.
     *
     * @param account as whose it goes on: {@code from} where it may come back
     */
    record Move(UUID from, UUID into, UUID account) {

        static Move of(LearnersMerged merged) {
            return new Move(
                    merged.from().value(),
                    merged.into().value(),
                    merged.account().value());
        }

        boolean mayComeBack() {
            return account.equals(from);
        }

        /** What is written beside evidence: nothing where it is the learner's own. */
        @Nullable
        UUID cameAs() {
            return account.equals(into) ? null : account;
        }
    }

    void remember(LearnerId from, LearnerId into, LearnerId account) {
        UUID institution = from.institution().value();
        jdbc.sql("update moved_learner set into_learner = ? where institution = ? and into_learner = ?")
                .params(into.value(), institution, from.value())
                .update();
        jdbc.sql("delete from moved_learner where institution = ? and learner in (?, ?)")
                .params(institution, from.value(), into.value())
                .update();
        if (!account.equals(from)) {
            jdbc.sql("update moved_learner set account = ? where institution = ? and into_learner = ? and account = ?")
                    .params(account.value(), institution, into.value(), from.value())
                    .update();
        }
        jdbc.sql("insert into moved_learner (institution, learner, into_learner, account) values (?, ?, ?, ?)")
                .params(institution, from.value(), into.value(), account.value())
                .update();
    }

    /** Who of these has moved, and to whom; held until the transaction ends, so that nobody parts them meanwhile. */
    List<Move> among(InstitutionId institution, Collection<UUID> learners) {
        // the list is joined: an IN behind the institution reads all of the institution in H2
        return jdbc
                .sql("select m.learner from unnest(cast(? as uuid array)) as asked(id) left join moved_learner m"
                        + " on m.institution = ? and m.learner = asked.id where m.learner is not null"
                        + " order by m.learner")
                .params(new SqlArrayValue("uuid", learners.toArray()), institution.value())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list()
                .stream()
                .flatMap(learner -> held(institution, learner).stream())
                .toList();
    }

    private Optional<Move> held(InstitutionId institution, UUID learner) {
        return jdbc.sql("select into_learner, coalesce(account, into_learner) from moved_learner"
                        + " where institution = ? and learner = ? for update")
                .params(institution.value(), learner)
                .query((row, number) -> new Move(learner, row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .optional();
    }

    /** What both had stays where it is if they may be parted again; otherwise one of two is enough. */
    void move(InstitutionId institution, Move move) {
        UUID here = institution.value();
        if (move.mayComeBack()) {
            jdbc.sql("delete from evidence where institution = ? and learner = ? and evidence_key in"
                            + " (select evidence_key from evidence where institution = ? and learner = ?"
                            + " and came_as = ?)")
                    .params(here, move.from(), here, move.into(), move.account())
                    .update();
        } else {
            jdbc.sql("delete from evidence where institution = ? and learner = ? and evidence_key in"
                            + " (select evidence_key from evidence where institution = ? and learner = ?)")
                    .params(here, move.from(), here, move.into())
                    .update();
            jdbc.sql("update evidence set came_as = cast(? as uuid)"
                            + " where institution = ? and learner = ? and came_as = ?")
                    .param(move.cameAs())
                    .param(here)
                    .param(move.into())
                    .param(move.from())
                    .update();
        }
        jdbc.sql("update evidence set learner = ?, came_as = coalesce(came_as, cast(? as uuid))"
                        + " where institution = ? and learner = ? and evidence_key not in"
                        + " (select evidence_key from evidence where institution = ? and learner = ?)")
                .param(move.into())
                .param(move.cameAs())
                .param(here)
                .param(move.from())
                .param(here)
                .param(move.into())
                .update();
    }

    /** Gives an account back what came as theirs, and what its platforms alone can have told. */
    void part(LearnerId person, LearnerId account, Collection<PlatformId> platforms) {
        UUID here = person.institution().value();
        jdbc.sql("delete from moved_learner where institution = ? and learner = ?")
                .params(here, account.value())
                .update();
        jdbc.sql("update moved_learner set into_learner = ? where institution = ? and into_learner = ? and account = ?")
                .params(account.value(), here, person.value(), account.value())
                .update();
        jdbc.sql("delete from evidence where institution = ? and learner = ? and evidence_key in (select evidence_key"
                        + " from evidence where institution = ? and learner = ? and came_as = ?)")
                .params(here, account.value(), here, person.value(), account.value())
                .update();
        jdbc.sql("update evidence set learner = ?, came_as = null"
                        + " where institution = ? and learner = ? and came_as = ?")
                .params(account.value(), here, person.value(), account.value())
                .update();
        platforms.forEach(platform -> jdbc.sql("update evidence set learner = ? where institution = ? and learner = ?"
                        + " and came_as is null and platform = ? and evidence_key not in"
                        + " (select evidence_key from evidence where institution = ? and learner = ?)")
                .params(account.value(), here, person.value(), platform.value(), here, account.value())
                .update());
    }

    void move(LearnerId from, LearnerId into, String beginning) {
        UUID here = from.institution().value();
        jdbc.sql("update evidence set learner = ?, came_as = null where institution = ? and learner = ?"
                        + " and substring(evidence_key, 1, ?) = ? and evidence_key not in"
                        + " (select evidence_key from evidence where institution = ? and learner = ?)")
                .params(into.value(), here, from.value(), beginning.length(), beginning, here, into.value())
                .update();
    }

    /** What somebody vouched for is the record of others: it stays, by somebody of whom nothing is known. */
    private void forgetAuthor(LearnerId author) {
        jdbc.sql("update evidence set by_learner = ?, author = null where institution = ? and by_learner = ?")
                .params(Ids.next(), author.institution().value(), author.value())
                .update();
    }

    /** The same of an author of whom a system told the name only. */
    void mask(InstitutionId institution, Collection<String> called, String alias) {
        called.forEach(name -> jdbc.sql(
                        "update evidence set author = ? where institution = ? and author = ? and by_learner is null")
                .params(alias, institution.value(), name)
                .update());
    }

    void erase(LearnerId learner) {
        forgetAuthor(learner);
        for (String table : List.of("evidence", "look_again", "moved_learner")) {
            jdbc.sql("delete from " + table + " where institution = ? and learner = ?")
                    .params(learner.institution().value(), learner.value())
                    .update();
        }
    }
}
